-- Verdicts on what arrives (hub/ports/batch.h) and what the rules know of each point (hub/ports/quality.h).
ALTER TABLE batch
  ADD COLUMN IF NOT EXISTS suspect  INT UNSIGNED NOT NULL DEFAULT 0,
  ADD COLUMN IF NOT EXISTS rejected INT UNSIGNED NOT NULL DEFAULT 0;

-- `detail` takes the evidence; `member` stays for the program before this step.
ALTER TABLE batch_finding
  ADD COLUMN IF NOT EXISTS version     INT UNSIGNED NOT NULL DEFAULT 1,
  ADD COLUMN IF NOT EXISTS data_code   VARCHAR(64) NOT NULL DEFAULT '' COMMENT 'canonical; empty = the whole batch',
  ADD COLUMN IF NOT EXISTS stat_type   TINYINT UNSIGNED NULL,
  ADD COLUMN IF NOT EXISTS value_count INT UNSIGNED NOT NULL DEFAULT 1,
  ADD COLUMN IF NOT EXISTS first_at    DATETIME NULL COMMENT 'statDate',
  ADD COLUMN IF NOT EXISTS last_at     DATETIME NULL COMMENT 'statDate',
  ADD COLUMN IF NOT EXISTS clause      VARCHAR(64) NOT NULL DEFAULT '',
  ALTER COLUMN member SET DEFAULT '';

-- Faulty records that were kept out of the store; more than one reason makes more than one row.
CREATE TABLE IF NOT EXISTS quarantined_record (
  id              BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  batch_id        BIGINT UNSIGNED NOT NULL,
  position        INT UNSIGNED NOT NULL COMMENT 'in the array data, from 0',
  enterprise_code VARCHAR(64) NOT NULL,
  record          MEDIUMBLOB NOT NULL COMMENT 'JSON as sent; the beginning of a very long one, which batch.body has whole',
  member          VARCHAR(255) NOT NULL,
  reason          TEXT NOT NULL,
  PRIMARY KEY (id),
  KEY quarantined_record_batch (batch_id, position, id)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS quality_setting (
  rule            VARCHAR(64) NOT NULL,
  enterprise_code VARCHAR(64) NOT NULL COMMENT 'empty = all',
  peer_id         INT UNSIGNED NOT NULL COMMENT '0 = all',
  energy_kind     VARCHAR(16) NOT NULL COMMENT 'empty = all',
  mode            TINYINT UNSIGNED NULL COMMENT 'NULL = as it is: 0 off, 1 report, 2 quarantine',
  parameters      TEXT NOT NULL COMMENT 'JSON object of numbers, or empty',
  PRIMARY KEY (rule, enterprise_code, peer_id, energy_kind)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- Findings of jobs; one row for each rule, point and period.
CREATE TABLE IF NOT EXISTS quality_finding (
  enterprise_code VARCHAR(64) NOT NULL,
  period          DATE NOT NULL,
  rule            VARCHAR(64) NOT NULL,
  data_code       VARCHAR(64) NOT NULL COMMENT 'canonical; empty = the enterprise',
  stat_type       TINYINT NOT NULL COMMENT '-1 = none',
  version         INT UNSIGNED NOT NULL,
  value_count     INT UNSIGNED NOT NULL,
  first_at        DATETIME NULL COMMENT 'statDate',
  last_at         DATETIME NULL COMMENT 'statDate',
  evidence        TEXT NOT NULL,
  clause          VARCHAR(64) NOT NULL,
  batch_id        BIGINT UNSIGNED NOT NULL COMMENT '0 = found in what is stored',
  found           DATETIME(3) NOT NULL COMMENT 'UTC',
  PRIMARY KEY (enterprise_code, period, rule, data_code, stat_type)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- How often a real-time point reports, and its usual level.
CREATE TABLE IF NOT EXISTS point_habit (
  enterprise_code  VARCHAR(64) NOT NULL,
  data_code        VARCHAR(64) NOT NULL COMMENT 'canonical',
  interval_seconds INT UNSIGNED NOT NULL COMMENT '0 = not known yet',
  configured       TINYINT(1) NOT NULL COMMENT 'set by a person',
  median           DOUBLE NOT NULL,
  maximum          DOUBLE NOT NULL,
  days             INT UNSIGNED NOT NULL,
  learned          DATE NOT NULL,
  PRIMARY KEY (enterprise_code, data_code)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

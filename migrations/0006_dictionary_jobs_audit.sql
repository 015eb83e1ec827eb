-- The base dictionary in versions (hub/ports/dictionary.h). A row is in force from `from_version` until it has an
-- `until_version`; none is deleted.
CREATE TABLE IF NOT EXISTS dictionary_version (
  number   BIGINT NOT NULL,
  source   VARCHAR(255) NOT NULL,
  imported DATETIME(3) NOT NULL COMMENT 'UTC',
  upstream VARCHAR(64) NOT NULL,
  PRIMARY KEY (number)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS dictionary_row (
  id            BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  list          VARCHAR(64) NOT NULL,
  position      INT UNSIGNED NOT NULL,
  code          VARCHAR(255) NOT NULL,
  from_version  BIGINT NOT NULL,
  until_version BIGINT NULL,
  body          TEXT NOT NULL COMMENT 'JSON',
  PRIMARY KEY (id),
  KEY dictionary_row_in_force (list, until_version, position),
  KEY dictionary_row_code (list, code)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- Planned runs of jobs (hub/ports/job_run.h).
CREATE TABLE IF NOT EXISTS job_run (
  id          BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  job         VARCHAR(128) NOT NULL,
  planned     DATETIME(3) NOT NULL COMMENT 'UTC',
  started     DATETIME(3) NULL,
  finished    DATETIME(3) NULL,
  ok          TINYINT(1) NOT NULL DEFAULT 0,
  result      TEXT NOT NULL,
  worker      VARCHAR(128) NOT NULL,
  lease_until DATETIME(3) NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY job_run_once (job, planned)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- What was refused or done, by whom (hub/ports/audit.h). Rows are only added.
CREATE TABLE IF NOT EXISTS audit_event (
  id     BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  time   DATETIME(3) NOT NULL COMMENT 'UTC',
  actor  VARCHAR(255) NOT NULL,
  act    VARCHAR(64) NOT NULL,
  object VARCHAR(255) NOT NULL,
  result VARCHAR(255) NOT NULL,
  detail TEXT NOT NULL,
  PRIMARY KEY (id),
  KEY audit_event_time (time)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

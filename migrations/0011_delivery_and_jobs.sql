-- The queue at any size: what is delivered leaves it, nothing is counted, claims follow one key. Written so that a program
-- of step 0010 may go on meanwhile: it sees only columns with defaults, its keys stay, and the triggers keep what it
-- does not know of.

-- `parked`: due lay ahead when the row was written, so that claims need not walk over it; kept by triggers, taken back by
-- the first claim for which it is due. `after_config`: a person wants the configuration of the enterprise to go first, also
-- what was queued later.
ALTER TABLE delivery
  ADD COLUMN IF NOT EXISTS parked       TINYINT(1) NOT NULL DEFAULT 0,
  ADD COLUMN IF NOT EXISTS after_config TINYINT(1) NOT NULL DEFAULT 0,
  ADD COLUMN IF NOT EXISTS note         VARCHAR(1000) NOT NULL DEFAULT '' COMMENT 'a person''s reason for the last act',
  ADD INDEX IF NOT EXISTS delivery_turn (peer_id, state, parked, priority, enterprise_code, id),
  ADD INDEX IF NOT EXISTS delivery_parked (peer_id, parked, due);

-- The archive: what was delivered, without its bytes. A row moves here in the unit that records the success.
CREATE TABLE IF NOT EXISTS delivery_done (
  id              BIGINT UNSIGNED NOT NULL COMMENT 'as in delivery',
  peer_id         INT UNSIGNED NOT NULL,
  kind            TINYINT UNSIGNED NOT NULL,
  priority        TINYINT UNSIGNED NOT NULL,
  enterprise_code VARCHAR(64) NOT NULL,
  batch_id        BIGINT UNSIGNED NOT NULL COMMENT '0 = none',
  subject         VARCHAR(255) NOT NULL,
  reason          VARCHAR(64) NOT NULL,
  round_attempts  INT UNSIGNED NOT NULL,
  attempts        INT UNSIGNED NOT NULL,
  due             DATETIME(3) NOT NULL COMMENT 'UTC',
  created         DATETIME(3) NOT NULL COMMENT 'UTC',
  finished        DATETIME(3) NOT NULL COMMENT 'UTC',
  last_code       VARCHAR(64) NOT NULL,
  last_message    TEXT NOT NULL,
  note            VARCHAR(1000) NOT NULL,
  PRIMARY KEY (id),
  KEY delivery_done_peer (peer_id, id),
  KEY delivery_done_enterprise (enterprise_code, id)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- Rows by peer and state, in shares by connection so that units do not wait for each other: the sum over the shares
-- is the number. A share may be negative; share 64 holds what stood here before the triggers.
CREATE TABLE IF NOT EXISTS delivery_tally (
  peer_id   INT UNSIGNED NOT NULL,
  state     TINYINT UNSIGNED NOT NULL COMMENT '4 = in delivery_done',
  shard     TINYINT UNSIGNED NOT NULL,
  row_count BIGINT NOT NULL,
  PRIMARY KEY (peer_id, state, shard)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

INSERT IGNORE INTO delivery_done (id, peer_id, kind, priority, enterprise_code, batch_id, subject, reason, round_attempts,
                                  attempts, due, created, finished, last_code, last_message, note)
  SELECT d.id, d.peer_id, d.kind, d.priority, d.enterprise_code, d.batch_id, d.subject, d.reason, d.round_attempts,
         d.attempts, d.due, d.created, COALESCE(a.started + INTERVAL a.took_ms * 1000 MICROSECOND, d.due), d.last_code,
         d.last_message, d.note
  FROM delivery d LEFT JOIN delivery_attempt a ON a.delivery_id = d.id AND a.attempt = d.attempts
  WHERE d.state = 4;

DELETE d FROM delivery d JOIN delivery_done x ON x.id = d.id WHERE d.state = 4;

CREATE OR REPLACE TRIGGER delivery_before_insert BEFORE INSERT ON delivery FOR EACH ROW
  SET NEW.parked = NEW.state = 0 AND NEW.due > UTC_TIMESTAMP(3);

CREATE OR REPLACE TRIGGER delivery_before_update BEFORE UPDATE ON delivery FOR EACH ROW
  IF NEW.state <> 0 THEN SET NEW.parked = 0; ELSEIF OLD.state <> 0 OR NEW.due <> OLD.due
  THEN SET NEW.parked = NEW.due > UTC_TIMESTAMP(3); END IF;

CREATE OR REPLACE TRIGGER delivery_after_insert AFTER INSERT ON delivery FOR EACH ROW
  INSERT INTO delivery_tally (peer_id, state, shard, row_count) VALUES (NEW.peer_id, NEW.state, CONNECTION_ID() % 64, 1)
  ON DUPLICATE KEY UPDATE row_count = row_count + 1;

-- The smaller state first, whichever way a row goes: two connections of one share meet in one order.
CREATE OR REPLACE TRIGGER delivery_after_update AFTER UPDATE ON delivery FOR EACH ROW
  IF NEW.state <> OLD.state THEN
    INSERT INTO delivery_tally (peer_id, state, shard, row_count) VALUES
      (NEW.peer_id, LEAST(OLD.state, NEW.state), CONNECTION_ID() % 64, IF(OLD.state < NEW.state, -1, 1)),
      (NEW.peer_id, GREATEST(OLD.state, NEW.state), CONNECTION_ID() % 64, IF(OLD.state < NEW.state, 1, -1))
    ON DUPLICATE KEY UPDATE row_count = row_count + VALUES(row_count)
  ; END IF;

CREATE OR REPLACE TRIGGER delivery_after_delete AFTER DELETE ON delivery FOR EACH ROW
  INSERT INTO delivery_tally (peer_id, state, shard, row_count) VALUES (OLD.peer_id, OLD.state, CONNECTION_ID() % 64, -1)
  ON DUPLICATE KEY UPDATE row_count = row_count - 1;

CREATE OR REPLACE TRIGGER delivery_done_after_insert AFTER INSERT ON delivery_done FOR EACH ROW
  INSERT INTO delivery_tally (peer_id, state, shard, row_count) VALUES (NEW.peer_id, 4, CONNECTION_ID() % 64, 1)
  ON DUPLICATE KEY UPDATE row_count = row_count + 1;

CREATE OR REPLACE TRIGGER delivery_done_after_delete AFTER DELETE ON delivery_done FOR EACH ROW
  INSERT INTO delivery_tally (peer_id, state, shard, row_count) VALUES (OLD.peer_id, 4, CONNECTION_ID() % 64, -1)
  ON DUPLICATE KEY UPDATE row_count = row_count - 1;

-- What the triggers have not seen: one statement reads rows and shares at one moment, so it is exact while others write
-- and says the same when it is run again.
INSERT INTO delivery_tally (peer_id, state, shard, row_count)
  SELECT peer_id, state, 64, SUM(n) FROM (
    SELECT peer_id, state, COUNT(*) AS n FROM delivery GROUP BY peer_id, state
    UNION ALL SELECT peer_id, 4, COUNT(*) FROM delivery_done GROUP BY peer_id
    UNION ALL SELECT peer_id, state, -SUM(row_count) FROM delivery_tally WHERE shard <> 64 GROUP BY peer_id, state
  ) counted GROUP BY peer_id, state
  ON DUPLICATE KEY UPDATE row_count = VALUES(row_count);

-- Queue and archive as one, for people.
CREATE OR REPLACE VIEW delivery_all AS
  SELECT id, peer_id, kind, priority, state, enterprise_code, batch_id, subject, reason, round_attempts, attempts, due,
         created, CAST(NULL AS DATETIME(3)) AS finished, last_code, last_message, note FROM delivery
  UNION ALL
  SELECT id, peer_id, kind, priority, 4, enterprise_code, batch_id, subject, reason, round_attempts, attempts, due,
         created, finished, last_code, last_message, note FROM delivery_done;

-- The way to each peer (hub/ports/lane.h).
CREATE TABLE IF NOT EXISTS lane (
  peer_id             INT UNSIGNED NOT NULL,
  concurrency         INT UNSIGNED NOT NULL DEFAULT 0,
  requests_per_minute INT UNSIGNED NOT NULL DEFAULT 0,
  bytes_per_second    BIGINT UNSIGNED NOT NULL DEFAULT 0,
  backfill_parallel   INT UNSIGNED NOT NULL DEFAULT 2,
  window_from         INT NOT NULL DEFAULT 0 COMMENT 'second of the day in China Standard Time',
  window_to           INT NOT NULL DEFAULT 0,
  pause_reason        VARCHAR(1000) NULL COMMENT 'NULL = not paused',
  pause_by            VARCHAR(255) NOT NULL DEFAULT '',
  pause_since         DATETIME(3) NULL COMMENT 'UTC',
  breaker             TINYINT UNSIGNED NOT NULL DEFAULT 0 COMMENT '0 closed, 1 open, 2 half open',
  failures            INT UNSIGNED NOT NULL DEFAULT 0,
  probes              INT UNSIGNED NOT NULL DEFAULT 0,
  opened_at           DATETIME(3) NULL COMMENT 'UTC',
  probe_at            DATETIME(3) NULL COMMENT 'UTC; half open: until when the probe may take',
  cause               VARCHAR(64) NOT NULL DEFAULT '',
  message             TEXT NOT NULL DEFAULT '',
  rest_until          DATETIME(3) NULL COMMENT 'UTC',
  last_success        DATETIME(3) NULL COMMENT 'UTC',
  last_failure        DATETIME(3) NULL COMMENT 'UTC',
  PRIMARY KEY (peer_id)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- What a person should look at (hub/ports/alert.h). `open` is 1 until it is over and NULL afterwards: a matter stands once.
CREATE TABLE IF NOT EXISTS alert (
  id        BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  kind      VARCHAR(64) NOT NULL,
  subject   VARCHAR(255) NOT NULL,
  open      TINYINT UNSIGNED NULL,
  severity  TINYINT UNSIGNED NOT NULL COMMENT '0 info, 1 warning, 2 critical',
  text      TEXT NOT NULL,
  since     DATETIME(3) NOT NULL COMMENT 'UTC',
  last      DATETIME(3) NOT NULL COMMENT 'UTC',
  count     INT UNSIGNED NOT NULL DEFAULT 1,
  over_at   DATETIME(3) NULL COMMENT 'UTC',
  PRIMARY KEY (id),
  UNIQUE KEY alert_once (kind, subject, open),
  KEY alert_open (open, id)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- Acts on many deliveries (hub/ports/bulk_action.h).
CREATE TABLE IF NOT EXISTS bulk_action (
  id              BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  act             TINYINT UNSIGNED NOT NULL,
  peer_id         INT UNSIGNED NULL COMMENT 'this and what follows: the filter, NULL = any',
  filter_state    TINYINT UNSIGNED NULL,
  enterprise_code VARCHAR(64) NULL,
  kind            TINYINT UNSIGNED NULL,
  last_code       VARCHAR(64) NULL,
  filter_reason   VARCHAR(64) NULL,
  created_from    DATETIME(3) NULL COMMENT 'UTC',
  created_to      DATETIME(3) NULL COMMENT 'UTC, exclusive',
  after_id        BIGINT UNSIGNED NOT NULL,
  up_to_id        BIGINT UNSIGNED NOT NULL,
  reason          VARCHAR(1000) NOT NULL,
  created_by      VARCHAR(255) NOT NULL,
  state           TINYINT UNSIGNED NOT NULL COMMENT '0 running, 1 paused, 2 cancelled, 3 done',
  total           BIGINT UNSIGNED NOT NULL,
  changed         BIGINT UNSIGNED NOT NULL,
  refused         BIGINT UNSIGNED NOT NULL,
  cursor_id       BIGINT UNSIGNED NOT NULL COMMENT 'done up to this delivery',
  created         DATETIME(3) NOT NULL COMMENT 'UTC',
  finished        DATETIME(3) NULL COMMENT 'UTC',
  PRIMARY KEY (id),
  KEY bulk_action_state (state, id)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS bulk_refusal (
  action_id   BIGINT UNSIGNED NOT NULL,
  delivery_id BIGINT UNSIGNED NOT NULL,
  why         VARCHAR(255) NOT NULL,
  PRIMARY KEY (action_id, delivery_id)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- One row for each job, locked while somebody takes or keeps the right to run it, so that no two runs overlap; and
-- whether a person asked for a run.
CREATE TABLE IF NOT EXISTS job_turn (
  job      VARCHAR(128) NOT NULL,
  asked_at DATETIME(3) NULL COMMENT 'UTC',
  asked_by VARCHAR(255) NOT NULL DEFAULT '',
  PRIMARY KEY (job)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

ALTER TABLE job_run
  ADD COLUMN IF NOT EXISTS asked TINYINT(1) NOT NULL DEFAULT 0 COMMENT 'by a person',
  ADD INDEX IF NOT EXISTS job_run_open (job, finished, lease_until);

-- The persistent queue of what goes out (hub/ports/delivery.h). `open` is 1 until delivered and NULL afterwards, so
-- that the same work stands once while it is open and may come again later.
CREATE TABLE IF NOT EXISTS delivery (
  id              BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  peer_id         INT UNSIGNED NOT NULL,
  kind            TINYINT UNSIGNED NOT NULL,
  priority        TINYINT UNSIGNED NOT NULL,
  state           TINYINT UNSIGNED NOT NULL,
  enterprise_code VARCHAR(64) NOT NULL,
  batch_id        BIGINT UNSIGNED NOT NULL COMMENT '0 = none',
  subject         VARCHAR(255) NOT NULL,
  open            TINYINT UNSIGNED NULL,
  renewed         TINYINT(1) NOT NULL DEFAULT 0 COMMENT 'asked for again while a claim was out: the content has changed',
  reason          VARCHAR(64) NOT NULL,
  round_attempts  INT UNSIGNED NOT NULL DEFAULT 0,
  attempts        INT UNSIGNED NOT NULL DEFAULT 0,
  claimed_by      VARCHAR(128) NOT NULL DEFAULT '',
  lease_until     DATETIME(3) NULL COMMENT 'UTC',
  due             DATETIME(3) NOT NULL COMMENT 'UTC',
  created         DATETIME(3) NOT NULL COMMENT 'UTC',
  last_code       VARCHAR(64) NOT NULL DEFAULT '',
  last_message    TEXT NOT NULL,
  body            LONGBLOB NULL COMMENT 'zstd of the frozen bytes',
  PRIMARY KEY (id),
  UNIQUE KEY delivery_once (peer_id, kind, enterprise_code, batch_id, subject, open),
  KEY delivery_lane (peer_id, state, priority, id),
  KEY delivery_lease (state, lease_until)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS delivery_attempt (
  delivery_id BIGINT UNSIGNED NOT NULL,
  attempt     INT UNSIGNED NOT NULL,
  started     DATETIME(3) NOT NULL COMMENT 'UTC',
  took_ms     BIGINT NOT NULL,
  bytes       BIGINT UNSIGNED NOT NULL,
  code        VARCHAR(64) NOT NULL,
  message     TEXT NOT NULL,
  PRIMARY KEY (delivery_id, attempt)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- Accepted batches and the tags of both nodes (hub/ports/batch.h). Not partitioned: what must be unique over all time
-- stands in tables of its own.
CREATE TABLE IF NOT EXISTS batch (
  id              BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  peer_id         INT UNSIGNED NOT NULL,
  channel         TINYINT UNSIGNED NOT NULL,
  enterprise_code VARCHAR(64) NOT NULL,
  content_md5     VARBINARY(32) NOT NULL,
  received        DATETIME(3) NOT NULL COMMENT 'UTC',
  records         INT UNSIGNED NOT NULL,
  stored          INT UNSIGNED NOT NULL,
  unchanged       INT UNSIGNED NOT NULL,
  superseded      INT UNSIGNED NOT NULL,
  findings        INT UNSIGNED NOT NULL,
  blocks          MEDIUMBLOB NOT NULL COMMENT 'zstd of JSON: [enterprise, code, statType, period] of each block touched',
  body            LONGBLOB NOT NULL COMMENT 'zstd of the bytes as received',
  key_id          INT UNSIGNED NULL,
  PRIMARY KEY (id),
  UNIQUE KEY batch_content (channel, enterprise_code, content_md5),
  KEY batch_enterprise (enterprise_code, received),
  KEY batch_peer (peer_id, received),
  KEY batch_received (received)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS batch_finding (
  id              BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  batch_id        BIGINT UNSIGNED NOT NULL,
  enterprise_code VARCHAR(64) NOT NULL,
  rule            VARCHAR(64) NOT NULL,
  member          VARCHAR(255) NOT NULL,
  detail          TEXT NOT NULL,
  PRIMARY KEY (id),
  KEY batch_finding_batch (batch_id, id)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS tag (
  id              BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  peer_id         INT UNSIGNED NOT NULL,
  sign_date       DATE NOT NULL,
  province        VARCHAR(64) NOT NULL,
  enterprise_code VARCHAR(128) NOT NULL COMMENT 'in the code space of the wire',
  md5             VARBINARY(32) NOT NULL,
  algorithm       VARCHAR(32) NOT NULL,
  batch_id        BIGINT UNSIGNED NOT NULL COMMENT '0 = we do not hold it',
  state           TINYINT UNSIGNED NOT NULL,
  received        TINYINT(1) NOT NULL,
  changed         DATETIME(3) NOT NULL COMMENT 'UTC',
  PRIMARY KEY (id),
  UNIQUE KEY tag_content (peer_id, province, enterprise_code, md5),
  KEY tag_date (peer_id, sign_date),
  KEY tag_state (peer_id, state, id),
  KEY tag_enterprise (peer_id, enterprise_code, id)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

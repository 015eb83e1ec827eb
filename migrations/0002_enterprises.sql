-- Enterprises as last received (hub/ports/enterprise.h). The head row is what units of one enterprise lock first.
CREATE TABLE IF NOT EXISTS enterprise (
  code        VARCHAR(64) NOT NULL,
  owner       INT UNSIGNED NOT NULL COMMENT 'peer.id; 0 = this node',
  provisional TINYINT(1) NOT NULL,
  meetings    INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'senders that met while the row was made',
  PRIMARY KEY (code),
  KEY enterprise_owner (owner)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- Personal members stand in one column, so that they can be encrypted under key_id (OQ-82).
CREATE TABLE IF NOT EXISTS enterprise_config (
  enterprise_code VARCHAR(64) NOT NULL,
  digest          VARBINARY(64) NOT NULL COMMENT 'SHA-256 of the canonical content',
  received        DATETIME NOT NULL COMMENT 'China Standard Time',
  name            VARCHAR(1024) NOT NULL,
  region_code     VARCHAR(16) NOT NULL,
  industry_code   VARCHAR(16) NOT NULL,
  body            MEDIUMTEXT NOT NULL COMMENT 'JSON: members of `enterprise` that are not personal',
  personal        MEDIUMBLOB NOT NULL COMMENT 'JSON: the personal members',
  group_body      MEDIUMTEXT NULL,
  process         MEDIUMTEXT NULL,
  process_unit    MEDIUMTEXT NULL,
  key_id          INT UNSIGNED NULL COMMENT 'reserved: encryption and destruction',
  PRIMARY KEY (enterprise_code)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS collect_item (
  enterprise_code VARCHAR(64) NOT NULL,
  position        INT UNSIGNED NOT NULL,
  item_code       VARCHAR(32) NOT NULL COMMENT 'the seven codes in their order',
  stat_type       TINYINT UNSIGNED NULL,
  body            TEXT NOT NULL COMMENT 'JSON',
  PRIMARY KEY (enterprise_code, position)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS enterprise_config_history (
  id              BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  enterprise_code VARCHAR(64) NOT NULL,
  digest          VARBINARY(64) NOT NULL,
  received        DATETIME NOT NULL COMMENT 'when it came into force',
  replaced        DATETIME NOT NULL COMMENT 'when its successor was received',
  body            MEDIUMTEXT NOT NULL,
  personal        MEDIUMBLOB NOT NULL,
  group_body      MEDIUMTEXT NULL,
  process         MEDIUMTEXT NULL,
  process_unit    MEDIUMTEXT NULL,
  collect_items   MEDIUMTEXT NOT NULL COMMENT 'JSON array',
  key_id          INT UNSIGNED NULL,
  PRIMARY KEY (id),
  KEY enterprise_config_history_code (enterprise_code, id)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS instrument_set (
  enterprise_code VARCHAR(64) NOT NULL,
  digest          VARBINARY(64) NOT NULL,
  received        DATETIME NOT NULL,
  PRIMARY KEY (enterprise_code)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS metering_instrument (
  enterprise_code VARCHAR(64) NOT NULL,
  position        INT UNSIGNED NOT NULL,
  manage_code     VARCHAR(255) NOT NULL,
  body            TEXT NOT NULL COMMENT 'JSON',
  PRIMARY KEY (enterprise_code, position)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS instrument_set_history (
  id              BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  enterprise_code VARCHAR(64) NOT NULL,
  digest          VARBINARY(64) NOT NULL,
  received        DATETIME NOT NULL,
  replaced        DATETIME NOT NULL,
  instruments     MEDIUMTEXT NOT NULL COMMENT 'JSON array',
  PRIMARY KEY (id),
  KEY instrument_set_history_code (enterprise_code, id)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

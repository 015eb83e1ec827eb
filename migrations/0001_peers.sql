-- Who is on the other side (hub/ports/peer.h). Codes and digests never fold case or trailing blanks: the collation of
-- every table is utf8mb4_nopad_bin, which compares bytes.
CREATE TABLE IF NOT EXISTS peer (
  id                 INT UNSIGNED NOT NULL AUTO_INCREMENT,
  name               VARCHAR(64) NOT NULL,
  role               VARCHAR(16) NOT NULL,
  suspended          TINYINT(1) NOT NULL DEFAULT 0,
  province_id        VARCHAR(64) NULL COMMENT 'NULL = unassigned',
  province_code      VARCHAR(64) NOT NULL DEFAULT '',
  reg_version        BIGINT NOT NULL DEFAULT 1,
  upstream           TINYINT(1) NOT NULL DEFAULT 0,
  register_url       VARCHAR(512) NOT NULL DEFAULT '',
  g_url              VARCHAR(512) NOT NULL DEFAULT '',
  last_version_check DATETIME(3) NULL COMMENT 'UTC',
  details            MEDIUMTEXT NOT NULL COMMENT 'JSON: regions, restcodes, profile, advertise',
  PRIMARY KEY (id),
  UNIQUE KEY peer_name (name),
  UNIQUE KEY peer_province_id (province_id)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- A certificate belongs to one peer.
CREATE TABLE IF NOT EXISTS peer_fingerprint (
  fingerprint VARBINARY(64) NOT NULL COMMENT 'SHA-256 of the leaf, lower-case hex',
  peer_id     INT UNSIGNED NOT NULL,
  position    TINYINT UNSIGNED NOT NULL,
  PRIMARY KEY (fingerprint),
  KEY peer_fingerprint_peer (peer_id)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- What registering with the node above has given us.
CREATE TABLE IF NOT EXISTS registration (
  peer_id       INT UNSIGNED NOT NULL,
  province_id   VARCHAR(64) NOT NULL,
  reg_version   VARCHAR(64) NOT NULL,
  dic_version   VARCHAR(64) NOT NULL,
  registered_at DATETIME(3) NOT NULL COMMENT 'UTC',
  urls          TEXT NOT NULL COMMENT 'JSON: path of the service -> address',
  PRIMARY KEY (peer_id)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

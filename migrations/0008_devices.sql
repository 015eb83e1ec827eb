-- End devices (hub/ports/peer.h): a peer that reports for one enterprise.
CREATE TABLE IF NOT EXISTS peer_device (
  peer_id         INT UNSIGNED NOT NULL,
  device_id       VARCHAR(64) NULL COMMENT 'NULL = none yet',
  enterprise_code VARCHAR(64) NULL COMMENT 'NULL = none yet',
  addresses       TEXT NOT NULL COMMENT 'JSON: sources from which it may come without a certificate',
  secret_key      VARCHAR(64) NOT NULL COMMENT 'SM4 of the field encryption, hex; empty = none',
  PRIMARY KEY (peer_id),
  UNIQUE KEY peer_device_id (device_id),
  UNIQUE KEY peer_device_enterprise (enterprise_code)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- The few nodes above stand among thousands of devices.
ALTER TABLE peer ADD KEY IF NOT EXISTS peer_upstream (upstream, id);

-- Registrations that wait for an administrator (hub/ports/device_request.h).
CREATE TABLE IF NOT EXISTS device_request (
  enterprise_code VARCHAR(64) NOT NULL,
  region          VARCHAR(64) NOT NULL,
  address         VARCHAR(64) NOT NULL COMMENT 'the last one it came from',
  fingerprint     VARCHAR(64) NOT NULL COMMENT 'of the client certificate, empty without one',
  first_seen      DATETIME(3) NOT NULL COMMENT 'UTC',
  last_seen       DATETIME(3) NOT NULL COMMENT 'UTC',
  times           INT UNSIGNED NOT NULL,
  PRIMARY KEY (enterprise_code),
  KEY device_request_last (last_seen)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- Departures from the printed form that were understood (hub/ports/tolerance.h).
CREATE TABLE IF NOT EXISTS wire_tolerated (
  peer_id   INT UNSIGNED NOT NULL,
  rule      VARCHAR(64) NOT NULL COMMENT 'id of the row that tolerates it',
  times     BIGINT UNSIGNED NOT NULL,
  last_seen DATETIME(3) NOT NULL COMMENT 'UTC',
  PRIMARY KEY (peer_id, rule)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

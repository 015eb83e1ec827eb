-- Counts the changes of peers, so that a process knows with one small read whether what it remembers still holds
-- (adapters/mysql/peer_memory.h). One row; locked only while somebody changes a peer.
CREATE TABLE IF NOT EXISTS registry_change (
  id      TINYINT UNSIGNED NOT NULL,
  version BIGINT UNSIGNED NOT NULL DEFAULT 0,
  PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

INSERT IGNORE INTO registry_change (id, version) VALUES (1, 1);

-- How the body of a batch was read on arrival (profile of the sender at that time), so that a delivery reads it the same way:
-- bit 0 device profile, bits 1 and 2 the sense of 0 and 1 in `valid`, bit 3 held to the printed form. NULL = not noted.
ALTER TABLE batch ADD COLUMN IF NOT EXISTS read_as TINYINT UNSIGNED NULL;

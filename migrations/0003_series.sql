-- Values as series blocks (design.md 4; README.md beside this file describes the columns).
-- The key begins with what a query names: one enterprise, one frequency, a span of periods. A batch of one day then
-- writes neighbouring rows.
-- Partitioned by year: retention and destruction count in years (10 and more), a year is dropped in one step, and 18
-- partitions open quickly. A year that grows too large can be split into months without touching the others.
CREATE TABLE IF NOT EXISTS series_block (
  enterprise_code VARCHAR(64) NOT NULL,
  stat_type       TINYINT UNSIGNED NOT NULL,
  period          DATE NOT NULL,
  canonical_code  VARCHAR(64) NOT NULL,
  data_code       VARCHAR(64) NOT NULL,
  step_seconds    INT UNSIGNED NOT NULL,
  step_months     SMALLINT UNSIGNED NOT NULL,
  phase           INT UNSIGNED NOT NULL,
  offsets         MEDIUMTEXT CHARACTER SET ascii COLLATE ascii_nopad_bin NULL,
  value_list      MEDIUMTEXT CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  value_count     INT UNSIGNED NOT NULL,
  input_type      INT NOT NULL,
  scope           INT NOT NULL,
  valid           TINYINT(1) NOT NULL,
  derived_start   TINYINT(1) NOT NULL,
  upload_date     DATETIME NOT NULL,
  upload_dates    MEDIUMTEXT CHARACTER SET ascii COLLATE ascii_nopad_bin NULL,
  exceptions      MEDIUMTEXT NULL,
  batch_id        BIGINT UNSIGNED NOT NULL,
  key_id          INT UNSIGNED NULL COMMENT 'reserved: encryption and destruction',
  PRIMARY KEY (enterprise_code, stat_type, period, canonical_code)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin
PARTITION BY RANGE COLUMNS (period) (
  PARTITION before_2020 VALUES LESS THAN ('2020-01-01'),
  PARTITION y2020 VALUES LESS THAN ('2021-01-01'),
  PARTITION y2021 VALUES LESS THAN ('2022-01-01'),
  PARTITION y2022 VALUES LESS THAN ('2023-01-01'),
  PARTITION y2023 VALUES LESS THAN ('2024-01-01'),
  PARTITION y2024 VALUES LESS THAN ('2025-01-01'),
  PARTITION y2025 VALUES LESS THAN ('2026-01-01'),
  PARTITION y2026 VALUES LESS THAN ('2027-01-01'),
  PARTITION y2027 VALUES LESS THAN ('2028-01-01'),
  PARTITION y2028 VALUES LESS THAN ('2029-01-01'),
  PARTITION y2029 VALUES LESS THAN ('2030-01-01'),
  PARTITION y2030 VALUES LESS THAN ('2031-01-01'),
  PARTITION y2031 VALUES LESS THAN ('2032-01-01'),
  PARTITION y2032 VALUES LESS THAN ('2033-01-01'),
  PARTITION y2033 VALUES LESS THAN ('2034-01-01'),
  PARTITION y2034 VALUES LESS THAN ('2035-01-01'),
  PARTITION y2035 VALUES LESS THAN ('2036-01-01'),
  PARTITION later VALUES LESS THAN (MAXVALUE)
);

-- Values that lost to another one (OQ-19); goes with its year.
CREATE TABLE IF NOT EXISTS series_revision (
  id              BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  enterprise_code VARCHAR(64) NOT NULL,
  stat_type       TINYINT UNSIGNED NOT NULL,
  period          DATE NOT NULL,
  canonical_code  VARCHAR(64) NOT NULL,
  stat_date       DATETIME NOT NULL,
  data_value      VARCHAR(64) NOT NULL COMMENT 'as sent',
  data_code       VARCHAR(64) NOT NULL,
  input_type      INT NOT NULL,
  scope           INT NOT NULL,
  valid           TINYINT(1) NOT NULL,
  derived_start   TINYINT(1) NOT NULL,
  upload_date     DATETIME NOT NULL,
  batch_id        BIGINT UNSIGNED NOT NULL COMMENT 'the batch that replaced it',
  key_id          INT UNSIGNED NULL,
  PRIMARY KEY (id, period),
  KEY series_revision_block (enterprise_code, stat_type, period, canonical_code)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin
PARTITION BY RANGE COLUMNS (period) (
  PARTITION before_2020 VALUES LESS THAN ('2020-01-01'),
  PARTITION y2020 VALUES LESS THAN ('2021-01-01'),
  PARTITION y2021 VALUES LESS THAN ('2022-01-01'),
  PARTITION y2022 VALUES LESS THAN ('2023-01-01'),
  PARTITION y2023 VALUES LESS THAN ('2024-01-01'),
  PARTITION y2024 VALUES LESS THAN ('2025-01-01'),
  PARTITION y2025 VALUES LESS THAN ('2026-01-01'),
  PARTITION y2026 VALUES LESS THAN ('2027-01-01'),
  PARTITION y2027 VALUES LESS THAN ('2028-01-01'),
  PARTITION y2028 VALUES LESS THAN ('2029-01-01'),
  PARTITION y2029 VALUES LESS THAN ('2030-01-01'),
  PARTITION y2030 VALUES LESS THAN ('2031-01-01'),
  PARTITION y2031 VALUES LESS THAN ('2032-01-01'),
  PARTITION y2032 VALUES LESS THAN ('2033-01-01'),
  PARTITION y2033 VALUES LESS THAN ('2034-01-01'),
  PARTITION y2034 VALUES LESS THAN ('2035-01-01'),
  PARTITION y2035 VALUES LESS THAN ('2036-01-01'),
  PARTITION later VALUES LESS THAN (MAXVALUE)
);

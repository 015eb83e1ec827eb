-- Plain rows for any SQL tool, out of the blocks (design.md 10). One SELECT over the blocks, so that a condition on
-- enterprise_code or stat_type reaches their primary key. Exceptions and offsets are only looked at where there are any.
CREATE OR REPLACE SQL SECURITY INVOKER VIEW energy_record AS
SELECT
  b.enterprise_code AS enterprise_code,
  IF(b.exceptions IS NULL, b.data_code,
     COALESCE(CAST(JSON_VALUE(b.exceptions, CONCAT('$."', v.position - 1, '".c')) AS CHAR(64) CHARACTER SET utf8mb4)
                COLLATE utf8mb4_nopad_bin, b.data_code)) AS data_code,
  b.stat_type AS stat_type,
  CAST(CASE
    WHEN b.offsets IS NOT NULL
      THEN b.period + INTERVAL CAST(SUBSTR(b.offsets, (v.position - 1) * 8 + 1, 8) AS UNSIGNED) SECOND
    WHEN b.step_months > 0
      THEN b.period + INTERVAL b.phase SECOND + INTERVAL (v.position - 1) * b.step_months MONTH
    ELSE b.period + INTERVAL b.phase + (v.position - 1) * b.step_seconds SECOND
  END AS DATETIME) AS stat_date,
  CAST(v.data_value AS DECIMAL(30,10)) AS data_value,
  IF(b.exceptions IS NULL, b.input_type,
     CAST(COALESCE(JSON_VALUE(b.exceptions, CONCAT('$."', v.position - 1, '".i')), b.input_type) AS SIGNED)) AS input_type,
  IF(b.exceptions IS NULL, b.scope,
     CAST(COALESCE(JSON_VALUE(b.exceptions, CONCAT('$."', v.position - 1, '".s')), b.scope) AS SIGNED)) AS scope,
  IF(b.exceptions IS NULL, b.valid,
     CAST(COALESCE(JSON_VALUE(b.exceptions, CONCAT('$."', v.position - 1, '".v')), b.valid) AS SIGNED)) AS valid,
  CAST(CASE
    WHEN b.upload_dates IS NOT NULL
      THEN TIMESTAMP('1900-01-01') + INTERVAL CAST(SUBSTR(b.upload_dates, (v.position - 1) * 10 + 1, 10) AS UNSIGNED) SECOND
    WHEN b.exceptions IS NOT NULL
      THEN COALESCE(JSON_VALUE(b.exceptions, CONCAT('$."', v.position - 1, '".u')), b.upload_date)
    ELSE b.upload_date
  END AS DATETIME) AS upload_date
FROM series_block b,
     JSON_TABLE(b.value_list, '$[*]' COLUMNS (position FOR ORDINALITY, data_value VARCHAR(64) PATH '$')) v
WHERE v.data_value IS NOT NULL;

-- Keys for what is asked of large tables: the tags of one batch, an enterprise's deliveries by id, the latest run of a job.
-- Each is built beside the work of others.
ALTER TABLE tag ADD INDEX IF NOT EXISTS tag_batch (batch_id);

ALTER TABLE delivery ADD INDEX IF NOT EXISTS delivery_enterprise (enterprise_code, id);

ALTER TABLE job_run ADD INDEX IF NOT EXISTS job_run_latest (job, id);

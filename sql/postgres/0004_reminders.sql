CREATE TABLE reminders (
    service_id    text COLLATE "C" NOT NULL,
    grain_id      text COLLATE "C" NOT NULL,
    reminder_name text COLLATE "C" NOT NULL,
    start_time    timestamptz NOT NULL,
    period        bigint NOT NULL, -- milliseconds
    grain_hash    integer NOT NULL,
    version       integer NOT NULL,
    PRIMARY KEY (service_id, grain_id, reminder_name)
);

-- A silo reads whole ranges of hashes, again and again.
CREATE INDEX reminders_hash ON reminders (service_id, grain_hash);

INSERT INTO orleansquery VALUES ('UpsertReminderRowKey', $q$
INSERT INTO reminders AS r (service_id, grain_id, reminder_name, start_time, period, grain_hash, version)
VALUES (@ServiceId, @GrainId, @ReminderName, @StartTime, @Period, @GrainHash, 0)
ON CONFLICT (service_id, grain_id, reminder_name) DO UPDATE
   SET start_time = excluded.start_time, period = excluded.period, grain_hash = excluded.grain_hash, version = r.version + 1
RETURNING version AS Version
$q$);

INSERT INTO orleansquery VALUES ('ReadReminderRowsKey', $q$
SELECT grain_id AS GrainId, reminder_name AS ReminderName, start_time AS StartTime, period AS Period, version AS Version
  FROM reminders
 WHERE service_id = @ServiceId AND grain_id = @GrainId
$q$);

INSERT INTO orleansquery VALUES ('ReadReminderRowKey', $q$
SELECT grain_id AS GrainId, reminder_name AS ReminderName, start_time AS StartTime, period AS Period, version AS Version
  FROM reminders
 WHERE service_id = @ServiceId AND grain_id = @GrainId AND reminder_name = @ReminderName
$q$);

INSERT INTO orleansquery VALUES ('ReadRangeRows1Key', $q$
SELECT grain_id AS GrainId, reminder_name AS ReminderName, start_time AS StartTime, period AS Period, version AS Version
  FROM reminders
 WHERE service_id = @ServiceId AND grain_hash > @BeginHash AND grain_hash <= @EndHash
$q$);

-- The range that wraps around the ring.
INSERT INTO orleansquery VALUES ('ReadRangeRows2Key', $q$
SELECT grain_id AS GrainId, reminder_name AS ReminderName, start_time AS StartTime, period AS Period, version AS Version
  FROM reminders
 WHERE service_id = @ServiceId AND (grain_hash > @BeginHash OR grain_hash <= @EndHash)
$q$);

INSERT INTO orleansquery VALUES ('DeleteReminderRowKey', $q$
WITH gone AS (
    DELETE FROM reminders
     WHERE service_id = @ServiceId AND grain_id = @GrainId AND reminder_name = @ReminderName AND version = @Version
    RETURNING 1)
SELECT count(*) > 0 FROM gone
$q$);

INSERT INTO orleansquery VALUES ('DeleteReminderRowsKey', $q$
DELETE FROM reminders WHERE service_id = @ServiceId
$q$);

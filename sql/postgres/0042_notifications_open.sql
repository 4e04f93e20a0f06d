-- Notifications: the queues in which something is open, each since the time at which its reminder was registered for a minute later. The reminder stands
-- from before the first message until after the last one, whatever is killed in between.
CREATE INDEX notifications_dispatch_open_key ON reminders (substr(grain_id, 10))
 WHERE reminder_name = 'open' AND grain_id > 'dispatch/' AND grain_id < 'dispatch0';

CREATE VIEW notifications_dispatch_open AS
SELECT substr(grain_id, 10) AS grain_key,
       to_char((start_time - interval '60 seconds') AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') COLLATE "C" AS oldest
  FROM reminders
 WHERE reminder_name = 'open' AND grain_id > 'dispatch/' AND grain_id < 'dispatch0';

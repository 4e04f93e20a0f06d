-- Notifications: the queues in which something is open, each since the time at which its reminder was registered for a minute later. The reminder stands
-- from before the first message until after the last one, whatever is killed in between.
CREATE INDEX notifications_dispatch_open_key ON reminders (substr(grain_id, 10))
 WHERE reminder_name = 'open' AND grain_id > 'dispatch/' AND grain_id < 'dispatch0';

CREATE VIEW notifications_dispatch_open AS
SELECT substr(grain_id, 10) AS grain_key,
       strftime('%Y-%m-%dT%H:%M:%fZ', start_time, '-60 seconds') AS oldest
  FROM reminders
 WHERE reminder_name = 'open' AND grain_id > 'dispatch/' AND grain_id < 'dispatch0';

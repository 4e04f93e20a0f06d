-- A list is always one application's: with the application in the index it is found by its transaction or subscriber also where the database does not yet
-- know how many entries each has.
DROP INDEX notifications_log_tx;
DROP INDEX notifications_log_subscriber;
CREATE INDEX notifications_log_tx ON journal_notifications ((data->>'tx') COLLATE "C", (data->>'app') COLLATE "C", at, seq, stream)
    WHERE kind IN ('queued', 'attempt', 'done', 'dead', 'suppressed', 'held', 'cancelled');
CREATE INDEX notifications_log_subscriber ON journal_notifications ((data->>'subscriber') COLLATE "C", (data->>'app') COLLATE "C", at, seq, stream)
    WHERE kind IN ('queued', 'attempt', 'done', 'dead', 'suppressed', 'held', 'cancelled');

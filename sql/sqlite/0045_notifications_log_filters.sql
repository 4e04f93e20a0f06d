-- A list is always one application's: with the application in the index it is found by its transaction or subscriber.
DROP INDEX notifications_log_tx;
DROP INDEX notifications_log_subscriber;
CREATE INDEX notifications_log_tx ON journal (slice, data->>'tx', data->>'app', at, seq, stream)
    WHERE slice = 'notifications' AND kind IN ('queued', 'attempt', 'done', 'dead', 'suppressed', 'held', 'cancelled');
CREATE INDEX notifications_log_subscriber ON journal (slice, data->>'subscriber', data->>'app', at, seq, stream)
    WHERE slice = 'notifications' AND kind IN ('queued', 'attempt', 'done', 'dead', 'suppressed', 'held', 'cancelled');

-- Notifications: the delivery log, and what lists and sweeps read of it and of documents.
-- The log lies in the journals of dispatches and subscribers; the last entry of a message says where it stands.
CREATE INDEX notifications_log_app ON journal (slice, data->>'app', at, seq, stream)
    WHERE slice = 'notifications' AND kind IN ('queued', 'attempt', 'done', 'dead', 'suppressed', 'held', 'cancelled');
CREATE INDEX notifications_log_msg ON journal (slice, data->>'msg', seq)
    WHERE slice = 'notifications' AND kind IN ('queued', 'attempt', 'done', 'dead', 'suppressed', 'held', 'cancelled');
CREATE INDEX notifications_log_tx ON journal (slice, data->>'tx', at, seq, stream)
    WHERE slice = 'notifications' AND kind IN ('queued', 'attempt', 'done', 'dead', 'suppressed', 'held', 'cancelled');
CREATE INDEX notifications_log_subscriber ON journal (slice, data->>'subscriber', at, seq, stream)
    WHERE slice = 'notifications' AND kind IN ('queued', 'attempt', 'done', 'dead', 'suppressed', 'held', 'cancelled');
CREATE INDEX notifications_log_dead ON journal (slice, data->>'app', data->>'channel', at, seq, stream)
    WHERE slice = 'notifications' AND kind = 'dead';
CREATE INDEX notifications_log_queued ON journal (slice, stream, seq) WHERE slice = 'notifications' AND kind = 'queued';
CREATE INDEX notifications_dispatch_trim ON grain_state (state_name, state->>'trimAt') WHERE state_name = 'notifications.dispatch';

CREATE VIEW notifications_log AS
SELECT stream, seq, at, kind, data,
       data->>'app' AS app,
       data->>'msg' AS msg,
       data->>'tx' AS tx,
       data->>'channel' AS channel,
       data->>'workflow' AS workflow,
       data->>'subscriber' AS subscriber,
       coalesce(data->>'status', kind) AS status,
       data->>'reason' AS reason,
       at AS at_text
  FROM journal
 WHERE slice = 'notifications' AND kind IN ('queued', 'attempt', 'done', 'dead', 'suppressed', 'held', 'cancelled');

-- Of each message the entry after which there is none. What a dispatch says comes after what a subscriber says.
CREATE VIEW notifications_messages AS
SELECT l.*
  FROM notifications_log l
 WHERE NOT EXISTS (
       SELECT 1 FROM notifications_log n
        WHERE n.msg = l.msg
          AND (n.stream = l.stream AND n.seq > l.seq
               OR l.stream LIKE 'notifications-subscriber:%' AND n.stream LIKE 'notifications-dispatch:%'));

CREATE VIEW notifications_dead AS
SELECT l.stream, l.seq, l.at, l.kind, l.data, l.data->>'app' AS app, l.data->>'msg' AS msg, l.data->>'channel' AS channel,
       l.data->>'status' AS status, l.data->>'reason' AS reason,
       l.data->>'workflow' AS workflow, l.data->>'subscriber' AS subscriber, l.data->>'tx' AS tx, l.at AS at_text
  FROM journal l
 WHERE l.slice = 'notifications' AND l.kind = 'dead'
   AND NOT EXISTS (SELECT 1 FROM notifications_log n WHERE n.msg = l.data->>'msg' AND n.stream = l.stream AND n.seq > l.seq);

CREATE VIEW notifications_queued AS
SELECT stream, seq, data FROM journal WHERE slice = 'notifications' AND kind = 'queued';

-- By number alone: what a dispatch folds after its snapshot.
CREATE VIEW notifications_dispatch_log AS
SELECT stream, seq, at, kind,
       data->>'of' AS of_seq,
       data->>'erased' AS erased,
       data->>'attempt' AS attempt,
       data->>'retryAt' AS retry_at,
       at AS at_text
  FROM journal
 WHERE slice = 'notifications';

CREATE VIEW notifications_dispatch_due AS
SELECT grain_key, state->>'trimAt' AS oldest FROM grain_state WHERE state_name = 'notifications.dispatch';

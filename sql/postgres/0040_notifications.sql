-- Notifications: documents, the delivery log, and what lists and sweeps read of them.
CREATE TABLE grain_state_notifications_app PARTITION OF grain_state FOR VALUES IN ('notifications.app');
CREATE TABLE grain_state_notifications_workflow PARTITION OF grain_state FOR VALUES IN ('notifications.workflow');
CREATE TABLE grain_state_notifications_trigger PARTITION OF grain_state FOR VALUES IN ('notifications.trigger');
CREATE TABLE grain_state_notifications_topic PARTITION OF grain_state FOR VALUES IN ('notifications.topic', 'notifications.topicpage');
CREATE TABLE grain_state_notifications_subscriber PARTITION OF grain_state FOR VALUES IN ('notifications.subscriber');
CREATE TABLE grain_state_notifications_dispatch PARTITION OF grain_state FOR VALUES IN ('notifications.dispatch');
CREATE TABLE grain_state_notifications_address PARTITION OF grain_state FOR VALUES IN ('notifications.address');
CREATE TABLE journal_notifications PARTITION OF journal FOR VALUES IN ('notifications');

-- The delivery log lies in the journals of dispatches and subscribers; the last entry of a message says where it stands.
CREATE INDEX notifications_log_app ON journal_notifications ((data->>'app') COLLATE "C", at, seq, stream)
    WHERE kind IN ('queued', 'attempt', 'done', 'dead', 'suppressed', 'held', 'cancelled');
CREATE INDEX notifications_log_msg ON journal_notifications ((data->>'msg') COLLATE "C", seq)
    WHERE kind IN ('queued', 'attempt', 'done', 'dead', 'suppressed', 'held', 'cancelled');
CREATE INDEX notifications_log_tx ON journal_notifications ((data->>'tx') COLLATE "C", at, seq, stream)
    WHERE kind IN ('queued', 'attempt', 'done', 'dead', 'suppressed', 'held', 'cancelled');
CREATE INDEX notifications_log_subscriber ON journal_notifications ((data->>'subscriber') COLLATE "C", at, seq, stream)
    WHERE kind IN ('queued', 'attempt', 'done', 'dead', 'suppressed', 'held', 'cancelled');
CREATE INDEX notifications_log_dead ON journal_notifications ((data->>'app') COLLATE "C", (data->>'channel') COLLATE "C", at, seq, stream)
    WHERE kind = 'dead';
CREATE INDEX notifications_log_queued ON journal_notifications (stream, seq) WHERE kind = 'queued';
CREATE INDEX notifications_dispatch_trim ON grain_state_notifications_dispatch ((state->>'trimAt') COLLATE "C");

CREATE VIEW notifications_log AS
SELECT stream, seq, at, kind, data::text AS data,
       (data->>'app') COLLATE "C" AS app,
       (data->>'msg') COLLATE "C" AS msg,
       (data->>'tx') COLLATE "C" AS tx,
       (data->>'channel') COLLATE "C" AS channel,
       (data->>'workflow') COLLATE "C" AS workflow,
       (data->>'subscriber') COLLATE "C" AS subscriber,
       coalesce(data->>'status', kind) COLLATE "C" AS status,
       (data->>'reason') COLLATE "C" AS reason,
       to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at_text
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
SELECT l.*
  FROM notifications_log l
 WHERE l.kind = 'dead'
   AND NOT EXISTS (SELECT 1 FROM notifications_log n WHERE n.msg = l.msg AND n.stream = l.stream AND n.seq > l.seq);

CREATE VIEW notifications_queued AS
SELECT stream, seq, data::text AS data FROM journal WHERE slice = 'notifications' AND kind = 'queued';

-- By number alone: what a dispatch folds after its snapshot.
CREATE VIEW notifications_dispatch_log AS
SELECT stream, seq, at, kind,
       (data->>'of')::bigint AS of_seq,
       (data->>'erased')::boolean::integer::bigint AS erased,
       (data->>'attempt')::bigint AS attempt,
       data->>'retryAt' AS retry_at,
       to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at_text
  FROM journal
 WHERE slice = 'notifications';

CREATE VIEW notifications_dispatch_due AS
SELECT grain_key, (state->>'trimAt') COLLATE "C" AS oldest FROM grain_state WHERE state_name = 'notifications.dispatch';

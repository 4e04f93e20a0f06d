-- Notifications: what applications, triggers and subscribers still owe, and items of an inbox by their number.
CREATE TABLE grain_state_notifications_owner PARTITION OF grain_state FOR VALUES IN ('notifications.owner');

CREATE VIEW notifications_app_outbox AS
SELECT grain_key, (state->'outbox'->0->>'at') COLLATE "C" AS oldest
  FROM grain_state
 WHERE state_name = 'notifications.app' AND jsonb_array_length(state->'outbox') > 0;

CREATE INDEX notifications_app_outbox_oldest ON grain_state_notifications_app (grain_key) WHERE jsonb_array_length(state->'outbox') > 0;

-- A page of recipients, a missed start, a payload to drop, a document to forget.
CREATE VIEW notifications_trigger_due AS
SELECT grain_key, (state->>'dueAt') COLLATE "C" AS oldest
  FROM grain_state
 WHERE state_name = 'notifications.trigger' AND state->>'dueAt' IS NOT NULL;

CREATE INDEX notifications_trigger_due_at ON grain_state_notifications_trigger (((state->>'dueAt') COLLATE "C"), grain_key)
 WHERE state->>'dueAt' IS NOT NULL;

CREATE VIEW notifications_subscriber_outbox AS
SELECT grain_key, (state->'outbox'->0->>'at') COLLATE "C" AS oldest
  FROM grain_state
 WHERE state_name = 'notifications.subscriber' AND jsonb_array_length(state->'outbox') > 0;

CREATE INDEX notifications_subscriber_outbox_oldest ON grain_state_notifications_subscriber (grain_key)
 WHERE jsonb_array_length(state->'outbox') > 0;

CREATE VIEW notifications_inbox AS
SELECT stream, seq, (data->>'n')::bigint AS n, data
  FROM journal
 WHERE slice = 'notifications' AND kind = 'item';

CREATE INDEX notifications_inbox_n ON journal_notifications (stream, ((data->>'n')::bigint)) WHERE kind = 'item';

CREATE VIEW notifications_received AS
SELECT stream, seq, data->>'tx' AS tx
  FROM journal
 WHERE slice = 'notifications' AND kind = 'received';

CREATE INDEX notifications_received_tx ON journal_notifications (stream, (data->>'tx')) WHERE kind = 'received';

-- Notifications: what applications, triggers and subscribers still owe, and items of an inbox by their number.
CREATE VIEW notifications_app_outbox AS
SELECT grain_key, state->'outbox'->0->>'at' AS oldest
  FROM grain_state
 WHERE state_name = 'notifications.app' AND json_array_length(state, '$.outbox') > 0;

CREATE INDEX notifications_app_outbox_oldest ON grain_state (state_name, grain_key)
 WHERE state_name = 'notifications.app' AND json_array_length(state, '$.outbox') > 0;

-- A page of recipients, a missed start, a payload to drop, a document to forget.
CREATE VIEW notifications_trigger_due AS
SELECT grain_key, state->>'dueAt' AS oldest
  FROM grain_state
 WHERE state_name = 'notifications.trigger' AND state->>'dueAt' IS NOT NULL;

CREATE INDEX notifications_trigger_due_at ON grain_state (state_name, state->>'dueAt', grain_key)
 WHERE state_name = 'notifications.trigger' AND state->>'dueAt' IS NOT NULL;

CREATE VIEW notifications_subscriber_outbox AS
SELECT grain_key, state->'outbox'->0->>'at' AS oldest
  FROM grain_state
 WHERE state_name = 'notifications.subscriber' AND json_array_length(state, '$.outbox') > 0;

CREATE INDEX notifications_subscriber_outbox_oldest ON grain_state (state_name, grain_key)
 WHERE state_name = 'notifications.subscriber' AND json_array_length(state, '$.outbox') > 0;

CREATE VIEW notifications_inbox AS
SELECT stream, seq, CAST(data->>'n' AS INTEGER) AS n, data
  FROM journal
 WHERE slice = 'notifications' AND kind = 'item';

CREATE INDEX notifications_inbox_n ON journal (slice, stream, CAST(data->>'n' AS INTEGER)) WHERE slice = 'notifications' AND kind = 'item';

CREATE VIEW notifications_received AS
SELECT stream, seq, data->>'tx' AS tx
  FROM journal
 WHERE slice = 'notifications' AND kind = 'received';

CREATE INDEX notifications_received_tx ON journal (slice, stream, data->>'tx') WHERE slice = 'notifications' AND kind = 'received';

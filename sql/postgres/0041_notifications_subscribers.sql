-- Notifications: what applications, triggers and subscribers still owe, and items of an inbox by their number.
CREATE TABLE grain_state_notifications_owner PARTITION OF grain_state FOR VALUES IN ('notifications.owner');

CREATE VIEW notifications_app_outbox AS
SELECT grain_key, (state->'outbox'->0->>'at') COLLATE "C" AS oldest
  FROM grain_state
 WHERE state_name = 'notifications.app' AND jsonb_array_length(state->'outbox') > 0;

CREATE INDEX notifications_app_outbox_oldest ON grain_state_notifications_app (grain_key) WHERE jsonb_array_length(state->'outbox') > 0;

-- Notifications: what applications, triggers and subscribers still owe, and items of an inbox by their number.
CREATE VIEW notifications_app_outbox AS
SELECT grain_key, state->'outbox'->0->>'at' AS oldest
  FROM grain_state
 WHERE state_name = 'notifications.app' AND json_array_length(state, '$.outbox') > 0;

CREATE INDEX notifications_app_outbox_oldest ON grain_state (state_name, grain_key)
 WHERE state_name = 'notifications.app' AND json_array_length(state, '$.outbox') > 0;

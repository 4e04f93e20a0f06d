-- Notifications: subscribers whose journals have entries that are too old, each since when.
CREATE INDEX notifications_subscriber_trim ON grain_state (state_name, state->>'trimAt')
 WHERE state_name = 'notifications.subscriber' AND state->>'trimAt' IS NOT NULL;

CREATE VIEW notifications_subscriber_due AS
SELECT grain_key, state->>'trimAt' AS oldest
  FROM grain_state
 WHERE state_name = 'notifications.subscriber' AND state->>'trimAt' IS NOT NULL;

-- Notifications: subscribers whose journals have entries that are too old, each since when.
CREATE INDEX notifications_subscriber_trim ON grain_state_notifications_subscriber ((state->>'trimAt') COLLATE "C")
 WHERE state->>'trimAt' IS NOT NULL;

CREATE VIEW notifications_subscriber_due AS
SELECT grain_key, (state->>'trimAt') COLLATE "C" AS oldest
  FROM grain_state
 WHERE state_name = 'notifications.subscriber' AND state->>'trimAt' IS NOT NULL;

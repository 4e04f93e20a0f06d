-- Notifications: lists of what an application has. Whose a document is stands in its key, <kind>:<application>:<id>.
CREATE VIEW notifications_subscribers AS
SELECT grain_key,
       substr(grain_key, 12, instr(substr(grain_key, 12), ':') - 1) AS app,
       substr(grain_key, 12 + instr(substr(grain_key, 12), ':')) AS id,
       state->>'createdAt' AS created_at,
       lower(state->'contact'->>'email') AS folded_email,
       state->'contact'->>'email' AS email,
       state->'contact'->>'phone' AS phone,
       state->'contact'->>'locale' AS locale,
       state->'contact'->>'timeZone' AS time_zone
  FROM grain_state
 WHERE state_name = 'notifications.subscriber' AND state->>'erasedAt' IS NULL;

CREATE INDEX notifications_subscriber_created
    ON grain_state (state_name, substr(grain_key, 12, instr(substr(grain_key, 12), ':') - 1), state->>'createdAt', grain_key)
 WHERE state_name = 'notifications.subscriber' AND state->>'erasedAt' IS NULL;

CREATE INDEX notifications_subscriber_email
    ON grain_state (state_name, substr(grain_key, 12, instr(substr(grain_key, 12), ':') - 1), lower(state->'contact'->>'email'), grain_key)
 WHERE state_name = 'notifications.subscriber' AND state->>'erasedAt' IS NULL;

CREATE VIEW notifications_suppressions AS
SELECT grain_key,
       substr(grain_key, 9, instr(substr(grain_key, 9), ':') - 1) AS app,
       state->>'to' AS shown,
       state->>'reason' AS reason,
       state->>'until' AS until,
       state->>'suppressedAt' AS created_at
  FROM grain_state
 WHERE state_name = 'notifications.address' AND state->>'reason' IS NOT NULL;

CREATE INDEX notifications_suppression_created
    ON grain_state (state_name, substr(grain_key, 9, instr(substr(grain_key, 9), ':') - 1), state->>'suppressedAt', grain_key)
 WHERE state_name = 'notifications.address' AND state->>'reason' IS NOT NULL;

CREATE VIEW notifications_triggers AS
SELECT grain_key,
       state->>'app' AS app,
       substr(grain_key, 10 + length(state->>'app')) AS id,
       state->>'workflow' AS workflow,
       state->>'status' AS status,
       state->>'createdAt' AS created_at,
       state->>'sendAt' AS send_at,
       state->>'endedAt' AS ended_at
  FROM grain_state
 WHERE state_name = 'notifications.trigger';

CREATE INDEX notifications_trigger_created ON grain_state (state_name, state->>'app', state->>'createdAt', grain_key)
 WHERE state_name = 'notifications.trigger';

-- In order of their keys, which the table's own key serves.
CREATE VIEW notifications_workflows AS
SELECT grain_key,
       state->'draft'->>'name' AS name,
       state->'draft'->>'category' AS category,
       state->'draft'->>'priority' AS priority,
       state->>'version' AS version,
       state->>'published' AS published,
       state->>'updatedAt' AS updated_at
  FROM grain_state
 WHERE state_name = 'notifications.workflow' AND state->>'deletedAt' IS NULL AND state->'draft' IS NOT NULL;

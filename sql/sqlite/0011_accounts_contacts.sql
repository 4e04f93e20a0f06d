-- How to reach people, for other slices: an address only once it is verified.
CREATE VIEW accounts_contact AS
SELECT grain_key,
       CASE WHEN state->>'emailVerified' THEN state->>'email' END AS email,
       state->>'locale' AS locale,
       state->>'timeZone' AS time_zone
  FROM grain_state
 WHERE state_name = 'accounts.account' AND state->>'status' IN ('unverified', 'active', 'disabled', 'deleting');

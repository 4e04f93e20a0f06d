-- People who wait for their deletion are still listed; audit entries that were emptied are not.
DROP VIEW accounts_user;
CREATE VIEW accounts_user AS
SELECT grain_key,
       substr(grain_key, 9) AS id,
       state->>'email' AS email,
       (state->>'emailKey') COLLATE "C" AS email_key,
       CASE WHEN state->>'emailVerified' = 'true' THEN 1 ELSE 0 END AS verified,
       state->>'username' AS username,
       (state->>'usernameKey') COLLATE "C" AS username_key,
       state->>'displayName' AS display_name,
       state->>'bio' AS bio,
       state->>'imageUrl' AS image_url,
       state->>'status' AS status,
       state->'roles' AS roles,
       (state->>'createdAt') COLLATE "C" AS created,
       coalesce(state->>'lastSeenAt', '') COLLATE "C" AS last_seen
  FROM grain_state
 WHERE state_name = 'accounts.account' AND state->>'status' IN ('unverified', 'active', 'disabled', 'deleting');

DROP VIEW accounts_audit;
CREATE VIEW accounts_audit AS
SELECT stream, seq, at, kind, (data->>'seq')::integer AS number, data->>'actor' AS actor, data, (data->>'at') COLLATE "C" AS happened
  FROM journal
 WHERE slice = 'accounts' AND stream LIKE 'accounts-audit:%' AND data->>'seq' IS NOT NULL;

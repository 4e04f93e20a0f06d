-- Who signs in with more than a password.
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
       coalesce(state->>'lastSeenAt', '') COLLATE "C" AS last_seen,
       CASE WHEN state->'secondFactor'->'totp' IS NOT NULL OR jsonb_array_length(coalesce(state->'passkeys', '[]')) > 0 THEN 1 ELSE 0 END AS has_mfa
  FROM grain_state
 WHERE state_name = 'accounts.account' AND state->>'status' IN ('unverified', 'active', 'disabled', 'deleting');

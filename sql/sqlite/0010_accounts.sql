-- Accounts: documents of people, names, signing keys and admins, and the audit journal.
CREATE VIEW accounts_user AS
SELECT grain_key,
       substr(grain_key, 9) AS id,
       state->>'email' AS email,
       state->>'emailKey' AS email_key,
       CASE WHEN state->>'emailVerified' THEN 1 ELSE 0 END AS verified,
       state->>'username' AS username,
       state->>'usernameKey' AS username_key,
       state->>'displayName' AS display_name,
       state->>'bio' AS bio,
       state->>'imageUrl' AS image_url,
       state->>'status' AS status,
       state->'roles' AS roles,
       state->>'createdAt' AS created,
       coalesce(state->>'lastSeenAt', '') AS last_seen
  FROM grain_state
 WHERE state_name = 'accounts.account' AND state->>'status' IN ('unverified', 'active', 'disabled');

CREATE INDEX accounts_user_created ON grain_state (state_name, state->>'createdAt', grain_key) WHERE state_name = 'accounts.account';
CREATE INDEX accounts_user_email ON grain_state (state_name, state->>'emailKey', grain_key) WHERE state_name = 'accounts.account';
CREATE INDEX accounts_user_username ON grain_state (state_name, state->>'usernameKey') WHERE state_name = 'accounts.account';
CREATE INDEX accounts_user_seen ON grain_state (state_name, coalesce(state->>'lastSeenAt', ''), grain_key) WHERE state_name = 'accounts.account';
CREATE INDEX accounts_user_status ON grain_state (state_name, state->>'status', state->>'createdAt', grain_key)
 WHERE state_name = 'accounts.account';

-- Cuts are read by the time of the last one; each row brings all that the document still keeps.
CREATE VIEW accounts_revoked AS
SELECT grain_key, state->>'lastCutAt' AS cut_at, state->>'cuts' AS cuts
  FROM grain_state
 WHERE state_name = 'accounts.account' AND state->>'lastCutAt' IS NOT NULL;

CREATE INDEX accounts_revoked_at ON grain_state (state_name, state->>'lastCutAt', grain_key)
 WHERE state_name = 'accounts.account' AND state->>'lastCutAt' IS NOT NULL;

CREATE VIEW accounts_outbox AS
SELECT grain_key, state->'outbox'->0->>'at' AS oldest
  FROM grain_state
 WHERE state_name = 'accounts.account' AND json_array_length(state, '$.outbox') > 0;

CREATE INDEX accounts_outbox_oldest ON grain_state (state_name, state->'outbox'->0->>'at')
 WHERE state_name = 'accounts.account' AND json_array_length(state, '$.outbox') > 0;

CREATE VIEW accounts_audit AS
SELECT stream, seq, at, kind, CAST(data->>'seq' AS integer) AS number, data->>'actor' AS actor, data
  FROM journal
 WHERE slice = 'accounts' AND stream LIKE 'accounts-audit:%';

CREATE INDEX accounts_audit_number ON journal (slice, stream, CAST(data->>'seq' AS integer)) WHERE slice = 'accounts';
CREATE INDEX accounts_audit_at ON journal (slice, at) WHERE slice = 'accounts';
CREATE INDEX accounts_audit_kind ON journal (slice, kind, at) WHERE slice = 'accounts';

CREATE VIEW accounts_waiting_audit AS
SELECT grain_key, state->>'audit' AS waiting
  FROM grain_state
 WHERE state_name = 'accounts.account' AND state->>'audit' IS NOT NULL;

-- Accounts: documents of people, names, signing keys and admins, and the audit journal.
CREATE TABLE grain_state_accounts_account PARTITION OF grain_state FOR VALUES IN ('accounts.account');
CREATE TABLE grain_state_accounts_name PARTITION OF grain_state FOR VALUES IN ('accounts.name');
CREATE TABLE journal_accounts PARTITION OF journal FOR VALUES IN ('accounts');

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
 WHERE state_name = 'accounts.account' AND state->>'status' IN ('unverified', 'active', 'disabled');

CREATE INDEX accounts_user_created ON grain_state_accounts_account (((state->>'createdAt') COLLATE "C"), grain_key);
CREATE INDEX accounts_user_email ON grain_state_accounts_account (((state->>'emailKey') COLLATE "C"), grain_key);
CREATE INDEX accounts_user_username ON grain_state_accounts_account (((state->>'usernameKey') COLLATE "C"));
CREATE INDEX accounts_user_seen ON grain_state_accounts_account ((coalesce(state->>'lastSeenAt', '') COLLATE "C"), grain_key);
CREATE INDEX accounts_user_status ON grain_state_accounts_account ((state->>'status'), ((state->>'createdAt') COLLATE "C"), grain_key);
CREATE INDEX accounts_user_roles ON grain_state_accounts_account USING gin ((state->'roles'));

-- Cuts are read by the time of the last one; each row brings all that the document still keeps.
CREATE VIEW accounts_revoked AS
SELECT grain_key, (state->>'lastCutAt') COLLATE "C" AS cut_at, state->>'cuts' AS cuts
  FROM grain_state
 WHERE state_name = 'accounts.account' AND state->>'lastCutAt' IS NOT NULL;

CREATE INDEX accounts_revoked_at ON grain_state_accounts_account (((state->>'lastCutAt') COLLATE "C"), grain_key)
 WHERE state->>'lastCutAt' IS NOT NULL;

CREATE VIEW accounts_outbox AS
SELECT grain_key, (state->'outbox'->0->>'at') COLLATE "C" AS oldest
  FROM grain_state
 WHERE state_name = 'accounts.account' AND jsonb_array_length(state->'outbox') > 0;

CREATE INDEX accounts_outbox_oldest ON grain_state_accounts_account (((state->'outbox'->0->>'at') COLLATE "C"))
 WHERE jsonb_array_length(state->'outbox') > 0;

CREATE VIEW accounts_audit AS
SELECT stream, seq, at, kind, (data->>'seq')::integer AS number, data->>'actor' AS actor, data
  FROM journal
 WHERE slice = 'accounts' AND stream LIKE 'accounts-audit:%';

CREATE INDEX accounts_audit_number ON journal_accounts (stream, ((data->>'seq')::integer));
CREATE INDEX accounts_audit_at ON journal_accounts (at);
CREATE INDEX accounts_audit_kind ON journal_accounts (kind, at);

CREATE VIEW accounts_waiting_audit AS
SELECT grain_key, state->>'audit' AS waiting
  FROM grain_state
 WHERE state_name = 'accounts.account' AND state->>'audit' IS NOT NULL;

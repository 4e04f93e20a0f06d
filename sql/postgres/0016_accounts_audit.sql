-- What has been kept for long enough, and acts that the journal does not know of yet.
CREATE VIEW accounts_audit_kept AS
SELECT stream, at FROM journal WHERE slice = 'accounts' AND kind <> 'trimmed';

CREATE INDEX accounts_audit_kept_since ON journal_accounts (at) WHERE kind <> 'trimmed';

CREATE VIEW accounts_keyring_audit AS
SELECT grain_key, (state->'audit'->0->>'at') COLLATE "C" AS oldest
  FROM grain_state
 WHERE state_name = 'accounts.keyring' AND jsonb_array_length(state->'audit') > 0;

CREATE VIEW accounts_oauthclient_audit AS
SELECT grain_key, (state->'audit'->0->>'at') COLLATE "C" AS oldest
  FROM grain_state
 WHERE state_name = 'accounts.oauthclient' AND jsonb_array_length(state->'audit') > 0;

CREATE INDEX accounts_oauthclient_audit_oldest ON grain_state_accounts_oauthclient (((state->'audit'->0->>'at') COLLATE "C"))
 WHERE jsonb_array_length(state->'audit') > 0;

-- Whose passkey one is.
CREATE VIEW accounts_passkey AS
SELECT substr(grain_key, 9) AS id, state->'passkeyIds' AS passkeys
  FROM grain_state
 WHERE state_name = 'accounts.account';

CREATE INDEX accounts_passkey_ids ON grain_state_accounts_account USING gin ((state->'passkeyIds'));

-- Whose passkey one is. The index keeps those who have none out of the search.
CREATE VIEW accounts_passkey AS
SELECT substr(grain_key, 9) AS id, state->'passkeyIds' AS passkeys
  FROM grain_state
 WHERE state_name = 'accounts.account' AND json_array_length(state, '$.passkeyIds') > 0;

CREATE INDEX accounts_passkey_ids ON grain_state (state_name, grain_key)
 WHERE state_name = 'accounts.account' AND json_array_length(state, '$.passkeyIds') > 0;

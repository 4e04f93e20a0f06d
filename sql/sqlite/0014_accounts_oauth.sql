-- Clients, what users allowed them, and codes. The sweep finds what owes something, or may be forgotten, by one time.
CREATE VIEW accounts_oauthclient AS
SELECT grain_key, state->>'createdAt' AS created, state->>'removedAt' AS removed, state
  FROM grain_state
 WHERE state_name = 'accounts.oauthclient';

CREATE INDEX accounts_oauthclient_created ON grain_state (state_name, state->>'createdAt', grain_key) WHERE state_name = 'accounts.oauthclient';

CREATE VIEW accounts_oauthauthorization AS
SELECT grain_key, state->>'user' AS user_id, state->>'clientId' AS client_id, state->>'createdAt' AS created, state->>'lastUsedAt' AS last_used,
       state->>'revokedAt' AS revoked, state
  FROM grain_state
 WHERE state_name = 'accounts.oauthauthorization';

CREATE INDEX accounts_oauthauthorization_user ON grain_state (state_name, state->>'user', state->>'createdAt', grain_key)
 WHERE state_name = 'accounts.oauthauthorization';
CREATE INDEX accounts_oauthauthorization_client ON grain_state (state_name, state->>'clientId', state->>'createdAt', grain_key)
 WHERE state_name = 'accounts.oauthauthorization';

CREATE VIEW accounts_oauthauthorization_due AS
SELECT grain_key, state->>'dueAt' AS oldest FROM grain_state WHERE state_name = 'accounts.oauthauthorization';

CREATE INDEX accounts_oauthauthorization_due_at ON grain_state (state_name, state->>'dueAt') WHERE state_name = 'accounts.oauthauthorization';

CREATE VIEW accounts_oauthcode_due AS
SELECT grain_key, state->>'dueAt' AS oldest FROM grain_state WHERE state_name = 'accounts.oauthcode';

CREATE INDEX accounts_oauthcode_due_at ON grain_state (state_name, state->>'dueAt') WHERE state_name = 'accounts.oauthcode';

-- Clients, what users allowed them, and codes. The sweep finds what owes something, or may be forgotten, by one time.
CREATE TABLE grain_state_accounts_oauthclient PARTITION OF grain_state FOR VALUES IN ('accounts.oauthclient');
CREATE TABLE grain_state_accounts_oauthauthorization PARTITION OF grain_state FOR VALUES IN ('accounts.oauthauthorization');
CREATE TABLE grain_state_accounts_oauthcode PARTITION OF grain_state FOR VALUES IN ('accounts.oauthcode');

CREATE VIEW accounts_oauthclient AS
SELECT grain_key, (state->>'createdAt') COLLATE "C" AS created, state->>'removedAt' AS removed, state
  FROM grain_state
 WHERE state_name = 'accounts.oauthclient';

CREATE INDEX accounts_oauthclient_created ON grain_state_accounts_oauthclient (((state->>'createdAt') COLLATE "C"), grain_key);

CREATE VIEW accounts_oauthauthorization AS
SELECT grain_key, (state->>'user') COLLATE "C" AS user_id, (state->>'clientId') COLLATE "C" AS client_id,
       (state->>'createdAt') COLLATE "C" AS created, (state->>'lastUsedAt') COLLATE "C" AS last_used, state->>'revokedAt' AS revoked, state
  FROM grain_state
 WHERE state_name = 'accounts.oauthauthorization';

CREATE INDEX accounts_oauthauthorization_user ON grain_state_accounts_oauthauthorization
       (((state->>'user') COLLATE "C"), ((state->>'createdAt') COLLATE "C"), grain_key);
CREATE INDEX accounts_oauthauthorization_client ON grain_state_accounts_oauthauthorization
       (((state->>'clientId') COLLATE "C"), ((state->>'createdAt') COLLATE "C"), grain_key);

CREATE VIEW accounts_oauthauthorization_due AS
SELECT grain_key, (state->>'dueAt') COLLATE "C" AS oldest FROM grain_state WHERE state_name = 'accounts.oauthauthorization';

CREATE INDEX accounts_oauthauthorization_due_at ON grain_state_accounts_oauthauthorization (((state->>'dueAt') COLLATE "C"));

CREATE VIEW accounts_oauthcode_due AS
SELECT grain_key, (state->>'dueAt') COLLATE "C" AS oldest FROM grain_state WHERE state_name = 'accounts.oauthcode';

CREATE INDEX accounts_oauthcode_due_at ON grain_state_accounts_oauthcode (((state->>'dueAt') COLLATE "C"));

-- RateLimits: a user's applications, and the closed hours of an application's report.
CREATE INDEX rate_limits_app_owner ON grain_state (state_name, state->>'owner', state->>'createdAt', state->>'id') WHERE state_name = 'rate-limits.app';
CREATE INDEX rate_limits_counters_end ON grain_state (state_name, state->>'expiresAt') WHERE state_name = 'rate-limits.counters';

CREATE VIEW rate_limits_apps AS
SELECT state->>'id' AS id,
       state->>'owner' AS owner,
       state->>'createdAt' AS created_at,
       state AS document,
       version AS version
  FROM grain_state
 WHERE state_name = 'rate-limits.app' AND state->>'deletedAt' IS NULL;

CREATE VIEW rate_limits_hours AS
SELECT stream AS stream,
       seq AS seq,
       data->>'hour' AS hour,
       data AS document
  FROM journal
 WHERE slice = 'rate-limits' AND kind = 'hour' AND data->>'hour' IS NOT NULL;

CREATE VIEW rate_limits_ended AS
SELECT grain_key AS grain_key,
       state->>'expiresAt' AS expires_at
  FROM grain_state
 WHERE state_name = 'rate-limits.counters' AND state IS NOT NULL;

-- RateLimits: a user's applications, and the closed hours of an application's report.
CREATE TABLE grain_state_rate_limits_app PARTITION OF grain_state FOR VALUES IN ('rate-limits.app');
CREATE TABLE grain_state_rate_limits_counters PARTITION OF grain_state FOR VALUES IN ('rate-limits.counters');
CREATE TABLE grain_state_rate_limits_report PARTITION OF grain_state FOR VALUES IN ('rate-limits.report');
CREATE TABLE journal_rate_limits PARTITION OF journal FOR VALUES IN ('rate-limits');

CREATE INDEX rate_limits_app_owner ON grain_state_rate_limits_app
    ((state->>'owner') COLLATE "C", (state->>'createdAt') COLLATE "C", (state->>'id') COLLATE "C");
CREATE INDEX rate_limits_counters_end ON grain_state_rate_limits_counters ((state->>'expiresAt') COLLATE "C");

CREATE VIEW rate_limits_apps AS
SELECT (state->>'id') COLLATE "C" AS id,
       (state->>'owner') COLLATE "C" AS owner,
       (state->>'createdAt') COLLATE "C" AS created_at,
       state::text AS document,
       version AS version
  FROM grain_state
 WHERE state_name = 'rate-limits.app' AND state->>'deletedAt' IS NULL;

CREATE VIEW rate_limits_hours AS
SELECT stream AS stream,
       seq AS seq,
       (data->>'hour') COLLATE "C" AS hour,
       data::text AS document
  FROM journal
 WHERE slice = 'rate-limits' AND kind = 'hour' AND data->>'hour' IS NOT NULL;

CREATE VIEW rate_limits_ended AS
SELECT grain_key COLLATE "C" AS grain_key,
       (state->>'expiresAt') COLLATE "C" AS expires_at
  FROM grain_state
 WHERE state_name = 'rate-limits.counters' AND state IS NOT NULL;

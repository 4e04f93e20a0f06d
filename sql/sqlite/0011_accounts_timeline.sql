-- The audit of all users in order of time.
DROP VIEW accounts_audit;
CREATE VIEW accounts_audit AS
SELECT stream, seq, at, kind, CAST(data->>'seq' AS integer) AS number, data->>'actor' AS actor, data, data->>'at' AS happened
  FROM journal
 WHERE slice = 'accounts' AND stream LIKE 'accounts-audit:%';

CREATE INDEX accounts_audit_happened ON journal (slice, data->>'at', stream, seq) WHERE slice = 'accounts';
CREATE INDEX accounts_audit_kind_happened ON journal (slice, kind, data->>'at', stream, seq) WHERE slice = 'accounts';
CREATE INDEX accounts_audit_actor_happened ON journal (slice, data->>'actor', data->>'at', stream, seq) WHERE slice = 'accounts';
DROP INDEX accounts_audit_at;
DROP INDEX accounts_audit_kind;

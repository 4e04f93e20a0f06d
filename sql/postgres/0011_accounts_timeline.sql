-- The audit of all users in order of time.
DROP VIEW accounts_audit;
CREATE VIEW accounts_audit AS
SELECT stream, seq, at, kind, (data->>'seq')::integer AS number, data->>'actor' AS actor, data, (data->>'at') COLLATE "C" AS happened
  FROM journal
 WHERE slice = 'accounts' AND stream LIKE 'accounts-audit:%';

CREATE INDEX accounts_audit_happened ON journal_accounts (((data->>'at') COLLATE "C"), stream, seq);
CREATE INDEX accounts_audit_kind_happened ON journal_accounts (kind, ((data->>'at') COLLATE "C"), stream, seq);
CREATE INDEX accounts_audit_actor_happened ON journal_accounts ((data->>'actor'), ((data->>'at') COLLATE "C"), stream, seq);
DROP INDEX accounts_audit_at;
DROP INDEX accounts_audit_kind;

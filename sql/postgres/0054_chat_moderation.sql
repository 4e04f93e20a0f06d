-- Chat: reports, how they ended, and who did what.
CREATE INDEX chat_report_target ON journal_chat (stream, ((data->>'target')::bigint), (coalesce(data->>'by', '')) COLLATE "C") WHERE kind = 'report';
CREATE INDEX chat_report_end ON journal_chat (stream, ((data->>'report')::bigint)) WHERE kind = 'desk' AND data->>'report' IS NOT NULL;
CREATE INDEX chat_audit_seq ON journal_chat (stream, seq)
    WHERE kind IN ('room', 'pin', 'desk', 'delete')
       OR (kind = 'member' AND (data->>'act' NOT IN ('joined', 'left', 'declined') OR data->>'user' <> data->>'by'));

CREATE VIEW chat_reports AS
SELECT stream, seq, at, (data->>'target')::bigint AS target, (coalesce(data->>'by', '')) COLLATE "C" AS reporter, data::text AS data
  FROM journal WHERE slice = 'chat' AND kind = 'report' AND data <> '{}'::jsonb;

CREATE VIEW chat_report_ends AS
SELECT stream, (data->>'report')::bigint AS report, data::text AS data
  FROM journal WHERE slice = 'chat' AND kind = 'desk' AND data->>'report' IS NOT NULL;

CREATE VIEW chat_audit AS
SELECT stream, seq, kind, data::text AS data FROM journal
 WHERE slice = 'chat'
   AND (kind IN ('room', 'pin', 'desk', 'delete')
       OR (kind = 'member' AND (data->>'act' NOT IN ('joined', 'left', 'declined') OR data->>'user' <> data->>'by')))
   AND data->>'by' IS NOT NULL AND NOT (kind = 'delete' AND coalesce(data->>'author', '') = data->>'by');

CREATE VIEW chat_room_reports AS
SELECT replace(stream, 'chat-mod:', 'room:') AS grain_key,
       to_char((min(at) + interval '90 days') AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') COLLATE "C" AS oldest
  FROM chat_reports GROUP BY stream;

-- Chat: reports, how they ended, and who did what.
CREATE INDEX chat_report_target ON journal (slice, stream, data->>'target', coalesce(data->>'by', '')) WHERE slice = 'chat' AND kind = 'report';
CREATE INDEX chat_report_end ON journal (slice, stream, data->>'report') WHERE slice = 'chat' AND kind = 'desk' AND data->>'report' IS NOT NULL;
CREATE INDEX chat_audit_seq ON journal (slice, stream, seq)
    WHERE slice = 'chat'
      AND (kind IN ('room', 'pin', 'desk', 'delete')
          OR (kind = 'member' AND (data->>'act' NOT IN ('joined', 'left', 'declined') OR data->>'user' <> data->>'by')));

CREATE VIEW chat_reports AS
SELECT stream, seq, at, data->>'target' AS target, coalesce(data->>'by', '') AS reporter, data
  FROM journal WHERE slice = 'chat' AND kind = 'report' AND data <> '{}';

CREATE VIEW chat_report_ends AS
SELECT stream, data->>'report' AS report, data FROM journal WHERE slice = 'chat' AND kind = 'desk' AND data->>'report' IS NOT NULL;

CREATE VIEW chat_audit AS
SELECT stream, seq, kind, data FROM journal
 WHERE slice = 'chat'
   AND (kind IN ('room', 'pin', 'desk', 'delete')
       OR (kind = 'member' AND (data->>'act' NOT IN ('joined', 'left', 'declined') OR data->>'user' <> data->>'by')))
   AND data->>'by' IS NOT NULL AND NOT (kind = 'delete' AND coalesce(data->>'author', '') = data->>'by');

CREATE VIEW chat_room_reports AS
SELECT replace(stream, 'chat-mod:', 'room:') AS grain_key, strftime('%Y-%m-%dT%H:%M:%fZ', min(at), '+90 days') AS oldest
  FROM chat_reports GROUP BY stream;

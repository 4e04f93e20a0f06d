-- Chat: what lists and pages read of rooms' documents and logs.
CREATE INDEX chat_room_name ON grain_state (state_name, state->>'$.settings.visibility', state->>'nameKey', state->>'id') WHERE state_name = 'chat.room';
CREATE INDEX chat_room_members ON grain_state (state_name, state->>'$.settings.visibility', state->>'members', state->>'id') WHERE state_name = 'chat.room';
CREATE INDEX chat_room_activity ON grain_state (state_name, state->>'$.settings.visibility', state->>'activeAt', state->>'id') WHERE state_name = 'chat.room';

CREATE INDEX chat_message_seq ON journal (slice, stream, seq) WHERE slice = 'chat' AND kind = 'message';
CREATE INDEX chat_message_at ON journal (slice, stream, at, seq) WHERE slice = 'chat' AND kind = 'message';
CREATE INDEX chat_message_reply ON journal (slice, stream, data->>'replyTo', seq) WHERE slice = 'chat' AND kind IN ('message', 'delete');
CREATE INDEX chat_message_cid ON journal (slice, stream, coalesce(data->>'author', data->>'by'), data->>'cid')
    WHERE slice = 'chat' AND kind IN ('message', 'delete');
CREATE INDEX chat_about_target ON journal (slice, stream, data->>'target', seq) WHERE slice = 'chat' AND kind IN ('edit', 'delete', 'reaction');
CREATE INDEX chat_member_room ON journal (slice, stream, data->>'user', seq) WHERE slice = 'chat' AND kind = 'member';
CREATE INDEX chat_member_user ON journal (slice, data->>'user', stream, seq) WHERE slice = 'chat' AND kind = 'member';

CREATE VIEW chat_log AS
SELECT stream, seq, at, kind, data FROM journal WHERE slice = 'chat';

CREATE VIEW chat_messages AS
SELECT stream, seq, at, data, data->>'replyTo' IS NULL OR coalesce(data->>'alsoInRoom', 0) AS in_main
  FROM journal WHERE slice = 'chat' AND kind = 'message';

-- The tombstone of a reply stands in its thread where the reply stood.
CREATE VIEW chat_replies AS
SELECT stream, CASE WHEN kind = 'delete' THEN data->>'target' ELSE seq END AS seq,
       CASE WHEN kind = 'delete' THEN '{}' ELSE data END AS data, data->>'replyTo' AS reply_to
  FROM journal WHERE slice = 'chat' AND kind IN ('message', 'delete');

CREATE VIEW chat_live_replies AS
SELECT stream, data->>'replyTo' AS reply_to
  FROM journal WHERE slice = 'chat' AND kind IN ('message', 'delete') AND kind = 'message';

CREATE VIEW chat_about AS
SELECT stream, seq, kind, data->>'target' AS target, data
  FROM journal WHERE slice = 'chat' AND kind IN ('edit', 'delete', 'reaction');

CREATE VIEW chat_reactions AS
SELECT stream, seq, data->>'target' AS target, data->>'emoji' AS emoji, data->>'change' AS change, data->>'by' AS author
  FROM journal WHERE slice = 'chat' AND kind IN ('edit', 'delete', 'reaction') AND kind = 'reaction';

CREATE VIEW chat_deletes AS
SELECT stream, seq, data->>'target' AS target, data->>'targetN' AS target_n
  FROM journal WHERE slice = 'chat' AND kind IN ('edit', 'delete', 'reaction') AND kind = 'delete';

CREATE VIEW chat_counts AS
SELECT stream, seq, data->>'n' AS n FROM journal WHERE slice = 'chat';

CREATE VIEW chat_sent AS
SELECT stream, seq, kind, coalesce(data->>'author', data->>'by') AS author, data->>'cid' AS cid, data
  FROM journal WHERE slice = 'chat' AND kind IN ('message', 'delete');

CREATE VIEW chat_members AS
SELECT stream, seq, data->>'user' AS member, data, data->>'$.standing.role' AS role, coalesce(data->>'$.standing.banned', 0) AS banned
  FROM journal WHERE slice = 'chat' AND kind = 'member';

CREATE VIEW chat_standings AS
SELECT m.* FROM chat_members m
 WHERE NOT EXISTS (SELECT 1 FROM chat_members n WHERE n.stream = m.stream AND n.member = m.member AND n.seq > m.seq);

CREATE VIEW chat_memberships AS
SELECT m.* FROM chat_members m
 WHERE NOT EXISTS (SELECT 1 FROM chat_members n WHERE n.member = m.member AND n.stream = m.stream AND n.seq > m.seq);

CREATE VIEW chat_rooms AS
SELECT state->>'id' AS id,
       state->>'nameKey' AS name_key,
       state->>'members' AS members,
       state->>'activeAt' AS active_at,
       state->>'$.settings.visibility' AS visibility,
       state->>'search' AS search,
       state->>'kind' AS kind,
       state AS document
  FROM grain_state
 WHERE state_name = 'chat.room' AND state->>'deletedAt' IS NULL;

CREATE VIEW chat_my_rooms AS
SELECT m.member, m.data AS standing, r.state->>'kind' AS kind, r.state->>'id' AS id, r.state AS document,
       l.seq AS last_seq, l.data AS last_data, l.at AS last_at
  FROM chat_memberships m
  JOIN grain_state r ON r.state_name = 'chat.room' AND r.grain_key = replace(m.stream, 'chat-room:', 'room:')
  JOIN journal l ON l.slice = 'chat' AND l.stream = m.stream
   AND l.seq = (SELECT max(j.seq) FROM journal j WHERE j.slice = 'chat' AND j.stream = m.stream)
 WHERE m.role IS NOT NULL AND r.state->>'deletedAt' IS NULL;

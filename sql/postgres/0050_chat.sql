-- Chat: rooms' documents and logs, and what lists and pages read of them.
CREATE TABLE grain_state_chat_room PARTITION OF grain_state FOR VALUES IN ('chat.room');
CREATE TABLE grain_state_chat_user PARTITION OF grain_state FOR VALUES IN ('chat.user');
CREATE TABLE journal_chat PARTITION OF journal FOR VALUES IN ('chat');

CREATE INDEX chat_room_name ON grain_state_chat_room ((state->'settings'->>'visibility'), (state->>'nameKey') COLLATE "C", (state->>'id') COLLATE "C");
CREATE INDEX chat_room_members ON grain_state_chat_room ((state->'settings'->>'visibility'), ((state->>'members')::int), (state->>'id') COLLATE "C");
CREATE INDEX chat_room_activity ON grain_state_chat_room ((state->'settings'->>'visibility'), (state->>'activeAt') COLLATE "C", (state->>'id') COLLATE "C");
CREATE INDEX chat_room_search ON grain_state_chat_room USING gin (to_tsvector('simple', (state->>'search') COLLATE "C"));

CREATE INDEX chat_message_seq ON journal_chat (stream, seq) WHERE kind = 'message';
CREATE INDEX chat_message_at ON journal_chat (stream, at, seq) WHERE kind = 'message';
CREATE INDEX chat_message_reply ON journal_chat (stream, ((data->>'replyTo')::bigint), seq) WHERE kind IN ('message', 'delete');
CREATE INDEX chat_message_cid ON journal_chat (stream, (coalesce(data->>'author', data->>'by')) COLLATE "C", (data->>'cid') COLLATE "C")
    WHERE kind IN ('message', 'delete');
CREATE INDEX chat_about_target ON journal_chat (stream, ((data->>'target')::bigint), seq) WHERE kind IN ('edit', 'delete', 'reaction');
CREATE INDEX chat_member_room ON journal_chat (stream, (data->>'user') COLLATE "C", seq) WHERE kind = 'member';
CREATE INDEX chat_member_user ON journal_chat ((data->>'user') COLLATE "C", stream, seq) WHERE kind = 'member';

CREATE VIEW chat_log AS
SELECT stream, seq, at, kind, data::text AS data FROM journal WHERE slice = 'chat';

CREATE VIEW chat_messages AS
SELECT stream, seq, at, data::text AS data,
       data->>'replyTo' IS NULL OR coalesce((data->>'alsoInRoom')::boolean, false) AS in_main
  FROM journal WHERE slice = 'chat' AND kind = 'message';

-- The tombstone of a reply stands in its thread where the reply stood.
CREATE VIEW chat_replies AS
SELECT stream, CASE WHEN kind = 'delete' THEN (data->>'target')::bigint ELSE seq END AS seq,
       CASE WHEN kind = 'delete' THEN '{}' ELSE data::text END AS data, (data->>'replyTo')::bigint AS reply_to
  FROM journal WHERE slice = 'chat' AND kind IN ('message', 'delete');

CREATE VIEW chat_live_replies AS
SELECT stream, (data->>'replyTo')::bigint AS reply_to
  FROM journal WHERE slice = 'chat' AND kind IN ('message', 'delete') AND kind = 'message';

CREATE VIEW chat_about AS
SELECT stream, seq, kind, (data->>'target')::bigint AS target, data::text AS data
  FROM journal WHERE slice = 'chat' AND kind IN ('edit', 'delete', 'reaction');

CREATE VIEW chat_reactions AS
SELECT stream, seq, (data->>'target')::bigint AS target, (data->>'emoji') COLLATE "C" AS emoji, (data->>'change')::int AS change,
       (data->>'by') COLLATE "C" AS author
  FROM journal WHERE slice = 'chat' AND kind IN ('edit', 'delete', 'reaction') AND kind = 'reaction';

CREATE VIEW chat_deletes AS
SELECT stream, seq, (data->>'target')::bigint AS target, (data->>'targetN')::bigint AS target_n
  FROM journal WHERE slice = 'chat' AND kind IN ('edit', 'delete', 'reaction') AND kind = 'delete';

CREATE VIEW chat_counts AS
SELECT stream, seq, (data->>'n')::bigint AS n FROM journal WHERE slice = 'chat';

CREATE VIEW chat_sent AS
SELECT stream, seq, kind, (coalesce(data->>'author', data->>'by')) COLLATE "C" AS author, (data->>'cid') COLLATE "C" AS cid, data::text AS data
  FROM journal WHERE slice = 'chat' AND kind IN ('message', 'delete');

CREATE VIEW chat_members AS
SELECT stream, seq, (data->>'user') COLLATE "C" AS member, data::text AS data,
       data->'standing'->>'role' AS role, coalesce((data->'standing'->>'banned')::boolean, false) AS banned
  FROM journal WHERE slice = 'chat' AND kind = 'member';

CREATE VIEW chat_standings AS
SELECT m.* FROM chat_members m
 WHERE NOT EXISTS (SELECT 1 FROM chat_members n WHERE n.stream = m.stream AND n.member = m.member AND n.seq > m.seq);

CREATE VIEW chat_memberships AS
SELECT m.* FROM chat_members m
 WHERE NOT EXISTS (SELECT 1 FROM chat_members n WHERE n.member = m.member AND n.stream = m.stream AND n.seq > m.seq);

CREATE VIEW chat_rooms AS
SELECT (state->>'id') COLLATE "C" AS id,
       (state->>'nameKey') COLLATE "C" AS name_key,
       (state->>'members')::int AS members,
       (state->>'activeAt') COLLATE "C" AS active_at,
       state->'settings'->>'visibility' AS visibility,
       (state->>'search') COLLATE "C" AS search,
       state->>'kind' AS kind,
       state::text AS document
  FROM grain_state
 WHERE state_name = 'chat.room' AND state->>'deletedAt' IS NULL;

CREATE VIEW chat_my_rooms AS
SELECT m.member, m.data AS standing, r.state->>'kind' AS kind, (r.state->>'id') COLLATE "C" AS id, r.state::text AS document,
       l.seq AS last_seq, l.data::text AS last_data, to_char(l.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') COLLATE "C" AS last_at
  FROM chat_memberships m
  JOIN grain_state r ON r.state_name = 'chat.room' AND r.grain_key = replace(m.stream, 'chat-room:', 'room:')
 CROSS JOIN LATERAL (SELECT seq, at, data FROM journal j WHERE j.slice = 'chat' AND j.stream = m.stream ORDER BY seq DESC LIMIT 1) l
 WHERE m.role IS NOT NULL AND r.state->>'deletedAt' IS NULL;

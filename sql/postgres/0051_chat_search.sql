-- Chat: search, pins, what rooms forget, what somebody sent.
CREATE INDEX chat_search_text ON journal_chat USING gin (to_tsvector('simple', (data->>'text') COLLATE "C")) WHERE kind IN ('message', 'edit');
CREATE INDEX chat_message_author ON journal_chat ((data->>'by') COLLATE "C", stream, seq) WHERE kind = 'message';
CREATE INDEX chat_room_chore ON grain_state_chat_room ((state->>'choreAt') COLLATE "C") WHERE state->>'choreAt' IS NOT NULL;

CREATE VIEW chat_room_chores AS
SELECT grain_key, (state->>'choreAt') COLLATE "C" AS oldest FROM grain_state WHERE state_name = 'chat.room' AND state->>'choreAt' IS NOT NULL;

CREATE VIEW chat_texts AS
SELECT stream, seq, at FROM journal WHERE slice = 'chat' AND kind IN ('message', 'edit') AND data <> '{}'::jsonb;

CREATE VIEW chat_own AS
SELECT (data->>'by') COLLATE "C" AS author, stream, seq, data::text AS data FROM journal WHERE slice = 'chat' AND kind = 'message';

-- The newest version of each message, once for each member who may read it.
CREATE VIEW chat_search AS
SELECT m.member, (r.state->>'id') COLLATE "C" AS id, s.stream, s.seq, coalesce((s.data->>'target')::bigint, s.seq) AS message,
       CASE WHEN r.state->'settings'->>'history' = 'joined'
            THEN greatest((r.state->>'floorSeq')::bigint, (m.data::jsonb->'standing'->>'joinedSeq')::bigint - 1)
            ELSE (r.state->>'floorSeq')::bigint END AS floor,
       s.at, to_char(s.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') COLLATE "C" AS at_text,
       (s.data->>'text') COLLATE "C" AS text, (s.data->>'by') COLLATE "C" AS author, coalesce(s.data->'mentions', '[]'::jsonb) AS mentions
  FROM chat_memberships m
  JOIN grain_state r ON r.state_name = 'chat.room' AND r.grain_key = replace(m.stream, 'chat-room:', 'room:')
  JOIN journal s ON s.slice = 'chat' AND s.stream = m.stream AND s.kind IN ('message', 'edit') AND s.data->>'text' IS NOT NULL
 WHERE m.role IS NOT NULL AND r.state->>'deletedAt' IS NULL
   AND NOT EXISTS (
       SELECT 1 FROM journal n
        WHERE n.slice = 'chat' AND n.stream = s.stream AND n.kind IN ('edit', 'delete', 'reaction') AND n.kind <> 'reaction'
          AND (n.data->>'target')::bigint = coalesce((s.data->>'target')::bigint, s.seq) AND n.seq > s.seq);

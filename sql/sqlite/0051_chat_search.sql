-- Chat: search, pins, what rooms forget, what somebody sent.
CREATE INDEX chat_message_author ON journal (slice, data->>'by', stream, seq) WHERE slice = 'chat' AND kind = 'message';
CREATE INDEX chat_room_chore ON grain_state (state_name, state->>'choreAt') WHERE state_name = 'chat.room' AND state->>'choreAt' IS NOT NULL;

CREATE VIEW chat_room_chores AS
SELECT grain_key, state->>'choreAt' AS oldest FROM grain_state WHERE state_name = 'chat.room' AND state->>'choreAt' IS NOT NULL;

CREATE VIEW chat_texts AS
SELECT stream, seq, at FROM journal WHERE slice = 'chat' AND kind IN ('message', 'edit') AND data <> '{}';

CREATE VIEW chat_own AS
SELECT data->>'by' AS author, stream, seq, data FROM journal WHERE slice = 'chat' AND kind = 'message';

-- The newest version of each message, once for each member who may read it.
CREATE VIEW chat_search AS
SELECT m.member, r.state->>'id' AS id, s.stream, s.seq, coalesce(s.data->>'target', s.seq) AS message,
       CASE WHEN r.state->>'$.settings.history' = 'joined' THEN max(r.state->>'floorSeq', m.data->>'$.standing.joinedSeq' - 1)
            ELSE r.state->>'floorSeq' END AS floor,
       s.at, s.at AS at_text, s.data->>'text' AS text, s.data->>'by' AS author, coalesce(s.data->'mentions', '[]') AS mentions
  FROM chat_memberships m
  JOIN grain_state r ON r.state_name = 'chat.room' AND r.grain_key = replace(m.stream, 'chat-room:', 'room:')
  JOIN journal s ON s.slice = 'chat' AND s.stream = m.stream AND s.kind IN ('message', 'edit') AND s.data->>'text' IS NOT NULL
 WHERE m.role IS NOT NULL AND r.state->>'deletedAt' IS NULL
   AND NOT EXISTS (
       SELECT 1 FROM journal n
        WHERE n.slice = 'chat' AND n.stream = s.stream AND n.kind IN ('edit', 'delete', 'reaction') AND n.kind <> 'reaction'
          AND n.data->>'target' = coalesce(s.data->>'target', s.seq) AND n.seq > s.seq);

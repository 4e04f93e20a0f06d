-- Chat: mentions of each person, and rooms that still owe some.
CREATE INDEX chat_mention_room ON journal_chat (stream, (data->>'room') COLLATE "C", ((data->>'seq')::bigint)) WHERE kind = 'mention';
CREATE INDEX chat_log_fan ON journal_chat (stream, seq) WHERE data->>'fan' = '1';

CREATE VIEW chat_mentions AS
SELECT stream, seq, (data->>'room') COLLATE "C" AS room, (data->>'seq')::bigint AS message, data::text AS data
  FROM journal WHERE slice = 'chat' AND kind = 'mention' AND data <> '{}'::jsonb;

CREATE VIEW chat_owed AS
SELECT stream, seq, kind, data::text AS data, at FROM journal WHERE slice = 'chat' AND data->>'fan' = '1';

CREATE VIEW chat_room_fanout AS
SELECT r.grain_key, (SELECT min(to_char(o.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
                       FROM chat_owed o
                      WHERE o.stream = replace(r.grain_key, 'room:', 'chat-room:') AND o.seq > coalesce((r.state->>'fanoutSeq')::bigint, 0)) COLLATE "C" AS oldest
  FROM grain_state r
 WHERE r.state_name = 'chat.room'
   AND replace(r.grain_key, 'room:', 'chat-room:') IN (SELECT stream FROM chat_owed);

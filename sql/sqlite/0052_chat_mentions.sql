-- Chat: mentions of each person, and rooms that still owe some.
CREATE INDEX chat_mention_room ON journal (slice, stream, data->>'room', data->>'seq') WHERE slice = 'chat' AND kind = 'mention' AND data <> '{}';
CREATE INDEX chat_log_fan ON journal (slice, stream, seq) WHERE slice = 'chat' AND data->>'fan' = 1;

CREATE VIEW chat_mentions AS
SELECT stream, seq, data->>'room' AS room, data->>'seq' AS message, data FROM journal WHERE slice = 'chat' AND kind = 'mention' AND data <> '{}';

CREATE VIEW chat_owed AS
SELECT stream, seq, kind, data, at FROM journal WHERE slice = 'chat' AND data->>'fan' = 1;

CREATE VIEW chat_room_fanout AS
SELECT r.grain_key, (SELECT min(o.at) FROM chat_owed o
                      WHERE o.stream = replace(r.grain_key, 'room:', 'chat-room:') AND o.seq > coalesce(r.state->>'fanoutSeq', 0)) AS oldest
  FROM grain_state r
 WHERE r.state_name = 'chat.room'
   AND replace(r.grain_key, 'room:', 'chat-room:') IN (SELECT stream FROM chat_owed);

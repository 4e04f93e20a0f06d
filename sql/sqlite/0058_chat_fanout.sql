-- Chat: rooms that owe something, by one look into the index for each.
DROP VIEW chat_room_fanout;
CREATE VIEW chat_room_fanout AS
SELECT grain_key, oldest
  FROM (SELECT r.grain_key, (SELECT j.at FROM journal j
                              WHERE j.slice = 'chat' AND j.stream = replace(r.grain_key, 'room:', 'chat-room:') AND j.data->>'fan' = 1
                                AND j.seq > coalesce(r.state->>'fanoutSeq', 0)
                              ORDER BY j.seq LIMIT 1) AS oldest
          FROM grain_state r WHERE r.state_name = 'chat.room')
 WHERE oldest IS NOT NULL;

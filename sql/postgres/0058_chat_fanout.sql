-- Chat: rooms that owe something, by one look into the index for each.
CREATE OR REPLACE VIEW chat_room_fanout AS
SELECT r.grain_key, to_char(o.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') COLLATE "C" AS oldest
  FROM grain_state r
 CROSS JOIN LATERAL (
       SELECT j.at FROM journal j
        WHERE j.slice = 'chat' AND j.stream = replace(r.grain_key, 'room:', 'chat-room:') AND j.data->>'fan' = '1'
          AND j.seq > coalesce((r.state->>'fanoutSeq')::bigint, 0)
        ORDER BY j.seq LIMIT 1) o
 WHERE r.state_name = 'chat.room';

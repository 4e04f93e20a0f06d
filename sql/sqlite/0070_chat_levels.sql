-- Chat: rooms that have still to tell somebody what they chose.
CREATE INDEX chat_room_level ON grain_state (state_name, grain_key) WHERE state_name = 'chat.room' AND state->'$.listening.owed[0]' IS NOT NULL;

CREATE VIEW chat_room_levels AS
SELECT grain_key, state->>'$.listening.owed[0].at' AS oldest
  FROM grain_state WHERE state_name = 'chat.room' AND state->'$.listening.owed[0]' IS NOT NULL;

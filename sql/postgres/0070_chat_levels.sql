-- Chat: rooms that have still to tell somebody what they chose.
CREATE INDEX chat_room_level ON grain_state_chat_room (grain_key) WHERE state->'listening'->'owed'->0 IS NOT NULL;

CREATE VIEW chat_room_levels AS
SELECT grain_key, (state->'listening'->'owed'->0->>'at') COLLATE "C" AS oldest
  FROM grain_state WHERE state_name = 'chat.room' AND state->'listening'->'owed'->0 IS NOT NULL;

-- Chat: lists choose their rooms first and then read what they show of each, never words, hooks, links and pins.
DROP VIEW chat_rooms;
DROP VIEW chat_my_rooms;
DROP VIEW chat_invited;

CREATE VIEW chat_room_heads AS
SELECT grain_key, json_remove(state, '$.search', '$.nameKey', '$.pins', '$.invites', '$.hooks', '$.words', '$.listening') AS document
  FROM grain_state WHERE state_name = 'chat.room';

CREATE VIEW chat_rooms AS
SELECT grain_key,
       state->>'id' AS id,
       state->>'nameKey' AS name_key,
       state->>'members' AS members,
       state->>'activeAt' AS active_at,
       state->>'$.settings.visibility' AS visibility,
       state->>'search' AS search
  FROM grain_state
 WHERE state_name = 'chat.room' AND state->>'deletedAt' IS NULL;

CREATE VIEW chat_my_rooms AS
SELECT r.grain_key, m.member, m.data AS standing, r.state->>'kind' AS kind, r.state->>'id' AS id, l.seq AS last_seq, l.data AS last_data, l.at AS last_at
  FROM chat_memberships m
  JOIN grain_state r ON r.state_name = 'chat.room' AND r.grain_key = replace(m.stream, 'chat-room:', 'room:')
  JOIN journal l ON l.slice = 'chat' AND l.stream = m.stream
   AND l.seq = (SELECT max(j.seq) FROM journal j WHERE j.slice = 'chat' AND j.stream = m.stream)
 WHERE m.role IS NOT NULL AND r.state->>'deletedAt' IS NULL;

CREATE VIEW chat_invited AS
SELECT r.grain_key, m.member, r.state->>'id' AS id, m.data AS standing, m.data->>'$.standing.invitedUntil' AS invited_until
  FROM chat_memberships m
  JOIN grain_state r ON r.state_name = 'chat.room' AND r.grain_key = replace(m.stream, 'chat-room:', 'room:')
 WHERE m.role IS NULL AND r.state->>'deletedAt' IS NULL;

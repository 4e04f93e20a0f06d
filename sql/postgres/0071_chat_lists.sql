-- Chat: lists choose their rooms first and then read what they show of each, never words, hooks, links and pins.
DROP VIEW chat_rooms, chat_my_rooms, chat_invited;

CREATE VIEW chat_room_heads AS
SELECT grain_key, (state - '{search,nameKey,pins,invites,hooks,words,listening}'::text[])::text AS document FROM grain_state WHERE state_name = 'chat.room';

CREATE VIEW chat_rooms AS
SELECT grain_key,
       (state->>'id') COLLATE "C" AS id,
       (state->>'nameKey') COLLATE "C" AS name_key,
       (state->>'members')::int AS members,
       (state->>'activeAt') COLLATE "C" AS active_at,
       state->'settings'->>'visibility' AS visibility,
       (state->>'search') COLLATE "C" AS search
  FROM grain_state
 WHERE state_name = 'chat.room' AND state->>'deletedAt' IS NULL;

CREATE VIEW chat_my_rooms AS
SELECT r.grain_key, m.member, m.data AS standing, r.state->>'kind' AS kind, (r.state->>'id') COLLATE "C" AS id,
       l.seq AS last_seq, l.data::text AS last_data, to_char(l.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') COLLATE "C" AS last_at
  FROM chat_memberships m
  JOIN grain_state r ON r.state_name = 'chat.room' AND r.grain_key = replace(m.stream, 'chat-room:', 'room:')
 CROSS JOIN LATERAL (SELECT seq, at, data FROM journal j WHERE j.slice = 'chat' AND j.stream = m.stream ORDER BY seq DESC LIMIT 1) l
 WHERE m.role IS NOT NULL AND r.state->>'deletedAt' IS NULL;

CREATE VIEW chat_invited AS
SELECT r.grain_key, m.member, (r.state->>'id') COLLATE "C" AS id, m.data AS standing, (m.data::jsonb->'standing'->>'invitedUntil') COLLATE "C" AS invited_until
  FROM chat_memberships m
  JOIN grain_state r ON r.state_name = 'chat.room' AND r.grain_key = replace(m.stream, 'chat-room:', 'room:')
 WHERE m.role IS NULL AND r.state->>'deletedAt' IS NULL;

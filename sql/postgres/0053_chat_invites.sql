-- Chat: who is invited to which room by name.
CREATE VIEW chat_invited AS
SELECT m.member, (r.state->>'id') COLLATE "C" AS id, r.state::text AS document, m.data AS standing,
       (m.data::jsonb->'standing'->>'invitedUntil') COLLATE "C" AS invited_until
  FROM chat_memberships m
  JOIN grain_state r ON r.state_name = 'chat.room' AND r.grain_key = replace(m.stream, 'chat-room:', 'room:')
 WHERE m.role IS NULL AND r.state->>'deletedAt' IS NULL;

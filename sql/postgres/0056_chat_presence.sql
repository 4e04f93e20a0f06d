-- Chat: what people decide about being seen, for those who ask how they are seen.
CREATE VIEW chat_seen AS
SELECT grain_key, version, state->>'lastSeenAt' AS last_seen_at, (state->'presence')::text AS presence, (state->'blocked')::text AS blocked
  FROM grain_state WHERE state_name = 'chat.user' AND state IS NOT NULL;

-- Links: lists in order of clicks, redirect rules, the links that an operation made or an owner has.
CREATE INDEX links_stats_total ON grain_state_links_stats
    ((state->>'owner') COLLATE "C", ((state->>'total')::bigint), (substr(grain_key, 11)) COLLATE "C");
CREATE INDEX links_stats_last_click ON grain_state_links_stats
    ((state->>'owner') COLLATE "C", (state->>'lastClickAt') COLLATE "C", (substr(grain_key, 11)) COLLATE "C");
CREATE INDEX links_link_operation ON grain_state_links_link ((state->>'operation') COLLATE "C") WHERE state->>'operation' IS NOT NULL;

CREATE OR REPLACE VIEW links_list AS
SELECT (l.state->>'code') COLLATE "C" AS code,
       (l.state->>'owner') COLLATE "C" AS owner,
       (l.state->>'urlHash') COLLATE "C" AS url_hash,
       (l.state->>'host') COLLATE "C" AS host,
       l.state->>'url' AS url,
       l.state->'tags' AS tags,
       (l.state->>'search') COLLATE "C" AS search,
       (l.state->>'createdAt') COLLATE "C" AS created_at,
       (l.state->>'startsAt') COLLATE "C" AS starts_at,
       (l.state->>'expiresAt') COLLATE "C" AS expires_at,
       (l.state->>'maxVisits')::int AS max_visits,
       (l.state->>'visitsUsed')::int AS visits_used,
       (l.state->>'archived')::boolean AS archived,
       l.state->>'suspendedReason' AS suspended_reason,
       l.state->'password' IS NULL AND l.state->>'maxVisits' IS NULL AND l.state->>'startsAt' IS NULL AND l.state->>'expiresAt' IS NULL
           AND l.state->>'suspendedReason' IS NULL AND NOT (l.state->>'archived')::boolean
           AND coalesce(jsonb_array_length(l.state->'rules'), 0) = 0 AS plain,
       l.state::text AS document,
       coalesce((s.state->>'total')::bigint, 0) AS total,
       coalesce((s.state->>'human')::bigint, 0) AS human,
       coalesce((s.state->>'bots')::bigint, 0) AS bots,
       coalesce(s.state->>'lastClickAt', '') COLLATE "C" AS last_click_at
  FROM grain_state l
  LEFT JOIN grain_state s
    ON s.state_name = 'links.stats' AND s.grain_key = 'linkstats:' || (l.state->>'code') AND s.state->>'created' = l.state->>'createdAt'
 WHERE l.state_name = 'links.link' AND l.state->>'deletedAt' IS NULL;

-- From the statistics to the links: only so an index on statistics can give the order.
CREATE VIEW links_clicked AS
SELECT (substr(s.grain_key, 11)) COLLATE "C" AS code,
       (s.state->>'owner') COLLATE "C" AS owner,
       (l.state->>'host') COLLATE "C" AS host,
       l.state->'tags' AS tags,
       (l.state->>'search') COLLATE "C" AS search,
       (l.state->>'createdAt') COLLATE "C" AS created_at,
       (l.state->>'startsAt') COLLATE "C" AS starts_at,
       (l.state->>'expiresAt') COLLATE "C" AS expires_at,
       (l.state->>'maxVisits')::int AS max_visits,
       (l.state->>'visitsUsed')::int AS visits_used,
       (l.state->>'archived')::boolean AS archived,
       l.state->>'suspendedReason' AS suspended_reason,
       l.state::text AS document,
       (s.state->>'total')::bigint AS total,
       (s.state->>'human')::bigint AS human,
       (s.state->>'bots')::bigint AS bots,
       (s.state->>'lastClickAt') COLLATE "C" AS last_click_at
  FROM grain_state s
  JOIN grain_state l
    ON l.state_name = 'links.link' AND l.grain_key = 'link:' || substr(s.grain_key, 11) AND l.state->>'createdAt' = s.state->>'created'
 WHERE s.state_name = 'links.stats' AND l.state->>'deletedAt' IS NULL;

CREATE VIEW links_made AS
SELECT (l.state->>'code') COLLATE "C" AS code,
       (l.state->>'owner') COLLATE "C" AS owner,
       (l.state->>'operation') COLLATE "C" AS operation,
       l.state->>'deletedAt' AS deleted_at
  FROM grain_state l
 WHERE l.state_name = 'links.link';

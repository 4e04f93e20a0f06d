-- Links: lists in order of clicks, redirect rules, the links that an operation made or an owner has.
CREATE INDEX links_stats_total ON grain_state (state_name, state->>'owner', state->>'total', substr(grain_key, 11)) WHERE state_name = 'links.stats';
CREATE INDEX links_stats_last_click ON grain_state (state_name, state->>'owner', state->>'lastClickAt', substr(grain_key, 11)) WHERE state_name = 'links.stats';
CREATE INDEX links_link_operation ON grain_state (state_name, state->>'operation') WHERE state_name = 'links.link' AND state->>'operation' IS NOT NULL;

DROP VIEW links_list;

CREATE VIEW links_list AS
SELECT l.state->>'code' AS code,
       l.state->>'owner' AS owner,
       l.state->>'urlHash' AS url_hash,
       l.state->>'host' AS host,
       l.state->>'url' AS url,
       l.state->'tags' AS tags,
       l.state->>'search' AS search,
       l.state->>'createdAt' AS created_at,
       l.state->>'startsAt' AS starts_at,
       l.state->>'expiresAt' AS expires_at,
       l.state->>'maxVisits' AS max_visits,
       l.state->>'visitsUsed' AS visits_used,
       l.state->>'archived' AS archived,
       l.state->>'suspendedReason' AS suspended_reason,
       l.state->'password' IS NULL AND l.state->>'maxVisits' IS NULL AND l.state->>'startsAt' IS NULL AND l.state->>'expiresAt' IS NULL
           AND l.state->>'suspendedReason' IS NULL AND NOT l.state->>'archived'
           AND coalesce(json_array_length(l.state, '$.rules'), 0) = 0 AS plain,
       l.state AS document,
       coalesce(s.state->>'total', 0) AS total,
       coalesce(s.state->>'human', 0) AS human,
       coalesce(s.state->>'bots', 0) AS bots,
       coalesce(s.state->>'lastClickAt', '') AS last_click_at
  FROM grain_state l
  LEFT JOIN grain_state s
    ON s.state_name = 'links.stats' AND s.grain_key = 'linkstats:' || (l.state->>'code') AND s.state->>'created' = l.state->>'createdAt'
 WHERE l.state_name = 'links.link' AND l.state->>'deletedAt' IS NULL;

-- From the statistics to the links: only so an index on statistics can give the order, and CROSS JOIN keeps it.
CREATE VIEW links_clicked AS
SELECT substr(s.grain_key, 11) AS code,
       s.state->>'owner' AS owner,
       l.state->>'host' AS host,
       l.state->'tags' AS tags,
       l.state->>'search' AS search,
       l.state->>'createdAt' AS created_at,
       l.state->>'startsAt' AS starts_at,
       l.state->>'expiresAt' AS expires_at,
       l.state->>'maxVisits' AS max_visits,
       l.state->>'visitsUsed' AS visits_used,
       l.state->>'archived' AS archived,
       l.state->>'suspendedReason' AS suspended_reason,
       l.state AS document,
       s.state->>'total' AS total,
       s.state->>'human' AS human,
       s.state->>'bots' AS bots,
       s.state->>'lastClickAt' AS last_click_at
  FROM grain_state s
 CROSS JOIN grain_state l
 WHERE s.state_name = 'links.stats' AND l.state_name = 'links.link' AND l.grain_key = 'link:' || substr(s.grain_key, 11)
   AND l.state->>'createdAt' = s.state->>'created' AND l.state->>'deletedAt' IS NULL;

CREATE VIEW links_made AS
SELECT l.state->>'code' AS code,
       l.state->>'owner' AS owner,
       l.state->>'operation' AS operation,
       l.state->>'deletedAt' AS deleted_at
  FROM grain_state l
 WHERE l.state_name = 'links.link';

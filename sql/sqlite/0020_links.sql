-- Links: what lists, sweeps and reports read. Deleted links are in no list.
CREATE INDEX links_link_owner ON grain_state (state_name, state->>'owner', state->>'createdAt', state->>'code') WHERE state_name = 'links.link';
CREATE INDEX links_link_url ON grain_state (state_name, state->>'owner', state->>'urlHash', state->>'createdAt') WHERE state_name = 'links.link';
CREATE INDEX links_link_host ON grain_state (state_name, state->>'host', state->>'code') WHERE state_name = 'links.link';
CREATE INDEX links_link_reports ON grain_state (state_name, json_array_length(state, '$.reports')) WHERE state_name = 'links.link' AND json_array_length(state, '$.reports') > 0;

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
           AND l.state->>'suspendedReason' IS NULL AND NOT l.state->>'archived' AS plain,
       l.state AS document,
       coalesce(s.state->>'total', 0) AS total,
       coalesce(s.state->>'human', 0) AS human,
       coalesce(s.state->>'bots', 0) AS bots,
       coalesce(s.state->>'lastClickAt', '') AS last_click_at
  FROM grain_state l
  LEFT JOIN grain_state s
    ON s.state_name = 'links.stats' AND s.grain_key = 'linkstats:' || (l.state->>'code') AND s.state->>'created' = l.state->>'createdAt'
 WHERE l.state_name = 'links.link' AND l.state->>'deletedAt' IS NULL;

CREATE VIEW links_tags AS
SELECT l.owner AS owner, t.value AS tag
  FROM links_list l, json_each(l.tags) t;

CREATE VIEW links_reports AS
SELECT l.state->>'code' AS code,
       json_array_length(l.state, '$.reports') AS count,
       l.state->>'$.reports[#-1].at' AS last_report_at,
       l.state AS document
  FROM grain_state l
 WHERE l.state_name = 'links.link' AND json_array_length(l.state, '$.reports') > 0;

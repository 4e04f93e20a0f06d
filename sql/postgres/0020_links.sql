-- Links: what lists, sweeps and reports read. Deleted links are in no list.
CREATE TABLE grain_state_links_link PARTITION OF grain_state FOR VALUES IN ('links.link');
CREATE TABLE grain_state_links_stats PARTITION OF grain_state FOR VALUES IN ('links.stats');
CREATE TABLE journal_links PARTITION OF journal FOR VALUES IN ('links');

CREATE INDEX links_link_owner ON grain_state_links_link
    ((state->>'owner') COLLATE "C", (state->>'createdAt') COLLATE "C", (state->>'code') COLLATE "C");
CREATE INDEX links_link_url ON grain_state_links_link
    ((state->>'owner') COLLATE "C", (state->>'urlHash') COLLATE "C", (state->>'createdAt') COLLATE "C");
CREATE INDEX links_link_host ON grain_state_links_link ((state->>'host') COLLATE "C", (state->>'code') COLLATE "C");
CREATE INDEX links_link_tags ON grain_state_links_link USING gin ((state->'tags'));
CREATE INDEX links_link_search ON grain_state_links_link USING gin (to_tsvector('simple', (state->>'search') COLLATE "C"));
CREATE INDEX links_link_reports ON grain_state_links_link (jsonb_array_length(state->'reports'))
    WHERE jsonb_array_length(state->'reports') > 0;

CREATE VIEW links_list AS
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
           AND l.state->>'suspendedReason' IS NULL AND NOT (l.state->>'archived')::boolean AS plain,
       l.state::text AS document,
       coalesce((s.state->>'total')::bigint, 0) AS total,
       coalesce((s.state->>'human')::bigint, 0) AS human,
       coalesce((s.state->>'bots')::bigint, 0) AS bots,
       coalesce(s.state->>'lastClickAt', '') COLLATE "C" AS last_click_at
  FROM grain_state l
  LEFT JOIN grain_state s
    ON s.state_name = 'links.stats' AND s.grain_key = 'linkstats:' || (l.state->>'code') AND s.state->>'created' = l.state->>'createdAt'
 WHERE l.state_name = 'links.link' AND l.state->>'deletedAt' IS NULL;

CREATE VIEW links_tags AS
SELECT l.owner AS owner, t.value COLLATE "C" AS tag
  FROM links_list l, jsonb_array_elements_text(l.tags) t(value);

CREATE VIEW links_reports AS
SELECT (l.state->>'code') COLLATE "C" AS code,
       jsonb_array_length(l.state->'reports') AS count,
       (l.state->'reports'->-1->>'at') COLLATE "C" AS last_report_at,
       l.state::text AS document
  FROM grain_state l
 WHERE l.state_name = 'links.link' AND jsonb_array_length(l.state->'reports') > 0;

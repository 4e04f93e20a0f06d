-- Polls: public and own lists, votes under a name, comments, invitations, and polls whose time has come.
CREATE TABLE grain_state_polls_poll PARTITION OF grain_state FOR VALUES IN ('polls.poll');
CREATE TABLE grain_state_polls_shard PARTITION OF grain_state FOR VALUES IN ('polls.shard');
CREATE TABLE journal_polls PARTITION OF journal FOR VALUES IN ('polls');

CREATE VIEW polls_owned AS
SELECT (state->>'id') COLLATE "C" AS id,
       (state->>'owner') COLLATE "C" AS owner,
       (state->>'status') COLLATE "C" AS status,
       state->'definition'->>'title' AS title,
       state->'definition'->>'type' AS type,
       (state->>'search') COLLATE "C" AS search,
       (state->>'createdAt') COLLATE "C" AS created_at,
       (state->>'closesAt') COLLATE "C" AS closes_at
  FROM grain_state
 WHERE state_name = 'polls.poll' AND state->>'deletedAt' IS NULL;

-- What everybody may find.
CREATE VIEW polls_poll AS
SELECT (state->>'id') COLLATE "C" AS id,
       (state->>'owner') COLLATE "C" AS owner,
       (state->>'status') COLLATE "C" AS status,
       state->'definition'->>'title' AS title,
       state->'definition'->>'type' AS type,
       (state->>'search') COLLATE "C" AS search,
       (state->>'createdAt') COLLATE "C" AS created_at,
       (state->>'closesAt') COLLATE "C" AS closes_at
  FROM grain_state
 WHERE state_name = 'polls.poll' AND state->>'deletedAt' IS NULL AND state->>'status' <> 'draft' AND (state->'definition'->>'listed')::boolean;

CREATE INDEX polls_poll_owner ON grain_state_polls_poll
    ((state->>'owner') COLLATE "C", (state->>'createdAt') COLLATE "C", (state->>'id') COLLATE "C") WHERE state->>'deletedAt' IS NULL;
CREATE INDEX polls_poll_newest ON grain_state_polls_poll ((state->>'createdAt') COLLATE "C", (state->>'id') COLLATE "C")
    WHERE state->>'deletedAt' IS NULL AND state->>'status' <> 'draft' AND (state->'definition'->>'listed')::boolean;
CREATE INDEX polls_poll_state ON grain_state_polls_poll
    ((state->>'status') COLLATE "C", (state->>'createdAt') COLLATE "C", (state->>'id') COLLATE "C")
    WHERE state->>'deletedAt' IS NULL AND state->>'status' <> 'draft' AND (state->'definition'->>'listed')::boolean;
CREATE INDEX polls_poll_search ON grain_state_polls_poll USING gin (to_tsvector('simple', (state->>'search') COLLATE "C"));

-- Scheduled, open, closing or deleted, and something has to be done.
CREATE VIEW polls_due AS
SELECT grain_key, (state->>'dueAt') COLLATE "C" AS oldest
  FROM grain_state
 WHERE state_name = 'polls.poll' AND state->>'dueAt' IS NOT NULL;

CREATE INDEX polls_poll_due ON grain_state_polls_poll (((state->>'dueAt') COLLATE "C"), grain_key) WHERE state->>'dueAt' IS NOT NULL;

-- Ballots that carry a name, public ("user") or told after the close ("by"); a changed ballot has several.
CREATE VIEW polls_named AS
SELECT stream, seq, coalesce(data->>'user', data->>'by') COLLATE "C" AS user_id
  FROM journal
 WHERE slice = 'polls' AND kind = 'cast' AND coalesce(data->>'user', data->>'by') IS NOT NULL;

CREATE INDEX polls_named_user ON journal_polls ((coalesce(data->>'user', data->>'by') COLLATE "C"), stream, seq)
    WHERE kind = 'cast' AND coalesce(data->>'user', data->>'by') IS NOT NULL;

-- The last public vote of a user in each poll.
CREATE VIEW polls_voted AS
SELECT v.user_id, v.voted_at, p.id, p.owner, p.status, p.title, p.type, p.created_at, p.closes_at
  FROM (SELECT coalesce(data->>'user', data->>'by') COLLATE "C" AS user_id,
               substr(split_part(stream, ':', 2), 1, 12) COLLATE "C" AS poll,
               max((data->>'at') COLLATE "C") AS voted_at
          FROM journal
         WHERE slice = 'polls' AND kind = 'cast' AND coalesce(data->>'user', data->>'by') IS NOT NULL AND data->>'user' IS NOT NULL
         GROUP BY 1, 2) v
  JOIN polls_owned p ON p.id = v.poll;

CREATE INDEX polls_poll_id ON grain_state_polls_poll ((state->>'id') COLLATE "C");

CREATE VIEW polls_comment AS
SELECT stream, seq, (data->>'author') COLLATE "C" AS author, data->>'text' AS text, data->>'at' AS at
  FROM journal
 WHERE slice = 'polls' AND kind = 'comment' AND data->>'author' IS NOT NULL;

CREATE INDEX polls_comment_author ON journal_polls ((data->>'author') COLLATE "C", stream, seq) WHERE kind = 'comment' AND data->>'author' IS NOT NULL;

CREATE VIEW polls_invite AS
SELECT i.stream, (i.data->>'n')::int AS n, i.data->>'label' AS label,
       CASE WHEN EXISTS (SELECT 1 FROM journal r
                          WHERE r.slice = 'polls' AND r.kind = 'revoked' AND r.stream = i.stream AND (r.data->>'n')::int = (i.data->>'n')::int)
            THEN 1 ELSE 0 END AS revoked
  FROM journal i
 WHERE i.slice = 'polls' AND i.kind = 'invite';

CREATE INDEX polls_invite_n ON journal_polls (stream, ((data->>'n')::int)) WHERE kind = 'invite';
CREATE INDEX polls_invite_revoked ON journal_polls (stream, ((data->>'n')::int)) WHERE kind = 'revoked';

-- Polls: public and own lists, votes under a name, comments, invitations, and polls whose time has come.
CREATE VIEW polls_owned AS
SELECT state->>'id' AS id,
       state->>'owner' AS owner,
       state->>'status' AS status,
       state->>'$.definition.title' AS title,
       state->>'$.definition.type' AS type,
       state->>'search' AS search,
       state->>'createdAt' AS created_at,
       state->>'closesAt' AS closes_at
  FROM grain_state
 WHERE state_name = 'polls.poll' AND state->>'deletedAt' IS NULL;

-- What everybody may find.
CREATE VIEW polls_poll AS
SELECT state->>'id' AS id,
       state->>'owner' AS owner,
       state->>'status' AS status,
       state->>'$.definition.title' AS title,
       state->>'$.definition.type' AS type,
       state->>'search' AS search,
       state->>'createdAt' AS created_at,
       state->>'closesAt' AS closes_at
  FROM grain_state
 WHERE state_name = 'polls.poll' AND state->>'deletedAt' IS NULL AND state->>'status' <> 'draft' AND state->>'$.definition.listed';

CREATE INDEX polls_poll_owner ON grain_state (state_name, state->>'owner', state->>'createdAt', state->>'id')
 WHERE state_name = 'polls.poll' AND state->>'deletedAt' IS NULL;
CREATE INDEX polls_poll_newest ON grain_state (state_name, state->>'createdAt', state->>'id')
 WHERE state_name = 'polls.poll' AND state->>'deletedAt' IS NULL AND state->>'status' <> 'draft' AND state->>'$.definition.listed';
CREATE INDEX polls_poll_state ON grain_state (state_name, state->>'status', state->>'createdAt', state->>'id')
 WHERE state_name = 'polls.poll' AND state->>'deletedAt' IS NULL AND state->>'status' <> 'draft' AND state->>'$.definition.listed';

-- Scheduled, open, closing or deleted, and something has to be done.
CREATE VIEW polls_due AS
SELECT grain_key, state->>'dueAt' AS oldest
  FROM grain_state
 WHERE state_name = 'polls.poll' AND state->>'dueAt' IS NOT NULL;

CREATE INDEX polls_poll_due ON grain_state (state_name, state->>'dueAt', grain_key) WHERE state_name = 'polls.poll' AND state->>'dueAt' IS NOT NULL;

-- Ballots that carry a name, public ("user") or told after the close ("by"); a changed ballot has several.
CREATE VIEW polls_named AS
SELECT stream, seq, coalesce(data->>'user', data->>'by') AS user_id
  FROM journal
 WHERE slice = 'polls' AND kind = 'cast' AND coalesce(data->>'user', data->>'by') IS NOT NULL;

CREATE INDEX polls_named_user ON journal (slice, coalesce(data->>'user', data->>'by'), stream, seq)
 WHERE slice = 'polls' AND kind = 'cast' AND coalesce(data->>'user', data->>'by') IS NOT NULL;

-- The last public vote of a user in each poll.
CREATE VIEW polls_voted AS
SELECT v.user_id AS user_id, v.voted_at AS voted_at, p.id AS id, p.owner AS owner, p.status AS status, p.title AS title, p.type AS type,
       p.created_at AS created_at, p.closes_at AS closes_at
  FROM (SELECT coalesce(data->>'user', data->>'by') AS user_id,
               substr(stream, instr(stream, ':') + 1, 12) AS poll,
               max(data->>'at') AS voted_at
          FROM journal
         WHERE slice = 'polls' AND kind = 'cast' AND coalesce(data->>'user', data->>'by') IS NOT NULL AND data->>'user' IS NOT NULL
         GROUP BY 1, 2) v
  JOIN polls_owned p ON p.id = v.poll;

CREATE INDEX polls_poll_id ON grain_state (state_name, state->>'id') WHERE state_name = 'polls.poll';

CREATE VIEW polls_comment AS
SELECT stream, seq, data->>'author' AS author, data->>'text' AS text, data->>'at' AS at
  FROM journal
 WHERE slice = 'polls' AND kind = 'comment' AND data->>'author' IS NOT NULL;

CREATE INDEX polls_comment_author ON journal (slice, data->>'author', stream, seq)
 WHERE slice = 'polls' AND kind = 'comment' AND data->>'author' IS NOT NULL;

CREATE VIEW polls_invite AS
SELECT i.stream AS stream, CAST(i.data->>'n' AS INTEGER) AS n, i.data->>'label' AS label,
       CASE WHEN EXISTS (SELECT 1 FROM journal r
                          WHERE r.slice = 'polls' AND r.kind = 'revoked' AND r.stream = i.stream
                            AND CAST(r.data->>'n' AS INTEGER) = CAST(i.data->>'n' AS INTEGER))
            THEN 1 ELSE 0 END AS revoked
  FROM journal i
 WHERE i.slice = 'polls' AND i.kind = 'invite';

CREATE INDEX polls_invite_n ON journal (slice, stream, CAST(data->>'n' AS INTEGER)) WHERE slice = 'polls' AND kind = 'invite';
CREATE INDEX polls_invite_revoked ON journal (slice, stream, CAST(data->>'n' AS INTEGER)) WHERE slice = 'polls' AND kind = 'revoked';

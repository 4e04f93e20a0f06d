-- Polls: the words of titles and options for full-text search, kept in the transaction that writes a document. The index holds no text of its own.
CREATE TABLE polls_words_rows (
    id        INTEGER PRIMARY KEY,
    grain_key TEXT NOT NULL UNIQUE
) STRICT;

CREATE VIRTUAL TABLE polls_words USING fts5 (text, content='', tokenize="unicode61 remove_diacritics 0");
INSERT INTO polls_words (polls_words, rank) VALUES ('secure-delete', 1);

INSERT INTO polls_words_rows (grain_key) SELECT grain_key FROM grain_state WHERE state_name = 'polls.poll' AND state->>'search' IS NOT NULL;
INSERT INTO polls_words (rowid, text)
SELECT r.id, s.state->>'search' FROM polls_words_rows r JOIN grain_state s ON s.state_name = 'polls.poll' AND s.grain_key = r.grain_key;

CREATE TRIGGER polls_words_added AFTER INSERT ON grain_state WHEN NEW.state_name = 'polls.poll' AND NEW.state->>'search' IS NOT NULL
BEGIN
    INSERT INTO polls_words_rows (grain_key) VALUES (NEW.grain_key);
    INSERT INTO polls_words (rowid, text) SELECT id, NEW.state->>'search' FROM polls_words_rows WHERE grain_key = NEW.grain_key;
END;

CREATE TRIGGER polls_words_changed AFTER UPDATE OF state ON grain_state
WHEN NEW.state_name = 'polls.poll' AND NEW.state->>'search' IS NOT OLD.state->>'search'
BEGIN
    INSERT INTO polls_words (polls_words, rowid, text)
    SELECT 'delete', id, OLD.state->>'search' FROM polls_words_rows WHERE grain_key = OLD.grain_key;
    DELETE FROM polls_words_rows WHERE grain_key = OLD.grain_key;
    INSERT INTO polls_words_rows (grain_key) SELECT NEW.grain_key WHERE NEW.state->>'search' IS NOT NULL;
    INSERT INTO polls_words (rowid, text) SELECT id, NEW.state->>'search' FROM polls_words_rows WHERE grain_key = NEW.grain_key;
END;

CREATE TRIGGER polls_words_removed AFTER DELETE ON grain_state WHEN OLD.state_name = 'polls.poll' AND OLD.state->>'search' IS NOT NULL
BEGIN
    INSERT INTO polls_words (polls_words, rowid, text)
    SELECT 'delete', id, OLD.state->>'search' FROM polls_words_rows WHERE grain_key = OLD.grain_key;
    DELETE FROM polls_words_rows WHERE grain_key = OLD.grain_key;
END;

-- The same lists once more, with the key by which the index names them.
DROP VIEW polls_owned;
CREATE VIEW polls_owned AS
SELECT grain_key,
       state->>'id' AS id,
       state->>'owner' AS owner,
       state->>'status' AS status,
       state->>'$.definition.title' AS title,
       state->>'$.definition.type' AS type,
       state->>'search' AS search,
       state->>'createdAt' AS created_at,
       state->>'closesAt' AS closes_at
  FROM grain_state
 WHERE state_name = 'polls.poll' AND state->>'deletedAt' IS NULL;

DROP VIEW polls_poll;
CREATE VIEW polls_poll AS
SELECT grain_key,
       state->>'id' AS id,
       state->>'owner' AS owner,
       state->>'status' AS status,
       state->>'$.definition.title' AS title,
       state->>'$.definition.type' AS type,
       state->>'search' AS search,
       state->>'createdAt' AS created_at,
       state->>'closesAt' AS closes_at
  FROM grain_state
 WHERE state_name = 'polls.poll' AND state->>'deletedAt' IS NULL AND state->>'status' <> 'draft' AND state->>'$.definition.listed';

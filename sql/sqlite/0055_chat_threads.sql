-- Chat: what of a thread is still there, and the words of all messages for full-text search.
CREATE VIEW chat_live_thread AS
SELECT stream, seq, data->>'replyTo' AS reply_to
  FROM journal WHERE slice = 'chat' AND kind IN ('message', 'delete') AND kind = 'message';

-- The index holds no text of its own; what is erased from the journal leaves it in the same transaction.
CREATE TABLE chat_words_rows (
    id     INTEGER PRIMARY KEY,
    stream TEXT NOT NULL,
    seq    INTEGER NOT NULL,
    UNIQUE (stream, seq)
) STRICT;
CREATE VIRTUAL TABLE chat_words USING fts5 (text, content='', tokenize="unicode61 remove_diacritics 0");
INSERT INTO chat_words (chat_words, rank) VALUES ('secure-delete', 1);

INSERT INTO chat_words_rows (stream, seq)
SELECT stream, seq FROM journal WHERE slice = 'chat' AND kind IN ('message', 'edit') AND data->>'text' IS NOT NULL;
INSERT INTO chat_words (rowid, text)
SELECT r.id, j.data->>'text' FROM chat_words_rows r JOIN journal j ON j.slice = 'chat' AND j.stream = r.stream AND j.seq = r.seq;

CREATE TRIGGER chat_words_said AFTER INSERT ON journal
WHEN NEW.slice = 'chat' AND NEW.kind IN ('message', 'edit') AND NEW.data->>'text' IS NOT NULL
BEGIN
    INSERT INTO chat_words_rows (stream, seq) VALUES (NEW.stream, NEW.seq);
    INSERT INTO chat_words (rowid, text) SELECT id, NEW.data->>'text' FROM chat_words_rows WHERE stream = NEW.stream AND seq = NEW.seq;
END;

CREATE TRIGGER chat_words_erased AFTER UPDATE OF data ON journal
WHEN OLD.slice = 'chat' AND OLD.kind IN ('message', 'edit') AND OLD.data->>'text' IS NOT NULL AND NEW.data->>'text' IS NULL
BEGIN
    INSERT INTO chat_words (chat_words, rowid, text)
    SELECT 'delete', id, OLD.data->>'text' FROM chat_words_rows WHERE stream = OLD.stream AND seq = OLD.seq;
    DELETE FROM chat_words_rows WHERE stream = OLD.stream AND seq = OLD.seq;
END;

CREATE TRIGGER chat_words_trimmed AFTER DELETE ON journal
WHEN OLD.slice = 'chat' AND OLD.kind IN ('message', 'edit') AND OLD.data->>'text' IS NOT NULL
BEGIN
    INSERT INTO chat_words (chat_words, rowid, text)
    SELECT 'delete', id, OLD.data->>'text' FROM chat_words_rows WHERE stream = OLD.stream AND seq = OLD.seq;
    DELETE FROM chat_words_rows WHERE stream = OLD.stream AND seq = OLD.seq;
END;

-- Chat: only what answers a message is looked for as an answer; the many messages that answer none cost this index nothing.
DROP INDEX chat_message_reply;
CREATE INDEX chat_message_reply ON journal (slice, stream, data->>'replyTo', seq)
    WHERE slice = 'chat' AND kind IN ('message', 'delete') AND data->>'replyTo' IS NOT NULL;

DROP VIEW chat_replies;
CREATE VIEW chat_replies AS
SELECT stream, CASE WHEN kind = 'delete' THEN data->>'target' ELSE seq END AS seq,
       CASE WHEN kind = 'delete' THEN '{}' ELSE data END AS data, data->>'replyTo' AS reply_to
  FROM journal WHERE slice = 'chat' AND kind IN ('message', 'delete') AND data->>'replyTo' IS NOT NULL;

DROP VIEW chat_live_replies;
CREATE VIEW chat_live_replies AS
SELECT stream, data->>'replyTo' AS reply_to
  FROM journal WHERE slice = 'chat' AND kind IN ('message', 'delete') AND kind = 'message' AND data->>'replyTo' IS NOT NULL;

DROP VIEW chat_live_thread;
CREATE VIEW chat_live_thread AS
SELECT stream, seq, data->>'replyTo' AS reply_to
  FROM journal WHERE slice = 'chat' AND kind IN ('message', 'delete') AND kind = 'message' AND data->>'replyTo' IS NOT NULL;

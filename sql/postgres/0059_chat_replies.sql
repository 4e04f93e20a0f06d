-- Chat: only what answers a message is looked for as an answer; the many messages that answer none cost this index nothing.
DROP INDEX chat_message_reply;
CREATE INDEX chat_message_reply ON journal_chat (stream, ((data->>'replyTo')::bigint), seq)
    WHERE kind IN ('message', 'delete') AND data->>'replyTo' IS NOT NULL;

CREATE OR REPLACE VIEW chat_replies AS
SELECT stream, CASE WHEN kind = 'delete' THEN (data->>'target')::bigint ELSE seq END AS seq,
       CASE WHEN kind = 'delete' THEN '{}' ELSE data::text END AS data, (data->>'replyTo')::bigint AS reply_to
  FROM journal WHERE slice = 'chat' AND kind IN ('message', 'delete') AND data->>'replyTo' IS NOT NULL;

CREATE OR REPLACE VIEW chat_live_replies AS
SELECT stream, (data->>'replyTo')::bigint AS reply_to
  FROM journal WHERE slice = 'chat' AND kind IN ('message', 'delete') AND kind = 'message' AND data->>'replyTo' IS NOT NULL;

CREATE OR REPLACE VIEW chat_live_thread AS
SELECT stream, seq, (data->>'replyTo')::bigint AS reply_to
  FROM journal WHERE slice = 'chat' AND kind IN ('message', 'delete') AND kind = 'message' AND data->>'replyTo' IS NOT NULL;

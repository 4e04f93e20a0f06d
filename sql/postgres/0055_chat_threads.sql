-- Chat: what of a thread is still there.
CREATE VIEW chat_live_thread AS
SELECT stream, seq, (data->>'replyTo')::bigint AS reply_to
  FROM journal WHERE slice = 'chat' AND kind IN ('message', 'delete') AND kind = 'message';

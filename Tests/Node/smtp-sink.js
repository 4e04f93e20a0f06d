// A mail server that writes its port, then each mail it gets as a line of JSON. It ends with its standard input.
import { simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ["STARTTLS"],
  allowInsecureAuth: true,
  onAuth: ({ username, password }, _, done) => done(password === "right" ? null : new Error("wrong"), { user: username }),
  onData: async (stream, session, done) => {
    const mail = await simpleParser(stream);
    console.log(JSON.stringify({
      to: session.envelope.rcptTo.map((one) => one.address),
      user: session.user ?? null,
      subject: mail.subject,
      from: mail.from.text,
      messageId: mail.messageId,
      date: mail.date.toISOString(),
      text: mail.text,
      html: mail.html,
      autoSubmitted: mail.headers.get("auto-submitted"),
      unsubscribe: mail.headers.get("list")?.unsubscribe?.url ?? null,
      oneClick: mail.headers.get("list")?.["unsubscribe-post"]?.name ?? mail.headers.get("list-unsubscribe-post") ?? null,
      attachments: mail.attachments.map((file) => ({ name: file.filename, type: file.contentType, text: file.content.toString("utf8") })),
    }));
    done();
  },
});

server.listen(0, "127.0.0.1", () => console.log(server.server.address().port));
process.stdin.resume().on("end", () => process.exit(0));

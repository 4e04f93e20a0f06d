using System.Net.Security;
using System.Text;

namespace OrleansBackends.Tests.Notifications.Channels.Email;

internal sealed class SmtpSession(SmtpDouble server, Stream network, CancellationToken stopping) : IDisposable
{
    private Stream stream = network;
    private StreamReader reader = new(network, Encoding.UTF8);
    private bool secure;

    public async Task Run()
    {
        if (!await Say("GREETING", "220 double ESMTP"))
        {
            return;
        }

        while (await reader.ReadLineAsync(stopping) is { } command)
        {
            server.Kept(command);
            if (!await Answer(command))
            {
                return;
            }
        }
    }

    public void Dispose() => reader.Dispose();

    private async Task<bool> Answer(string command)
    {
        switch (command.Split(' ')[0].ToUpperInvariant())
        {
            case "EHLO":
                return await Say(command, Greeting());
            case "STARTTLS":
                return await Say(command, "220 2.0.0 go ahead") && await Secure();
            case "AUTH":
                return await Say(command, "235 2.7.0 welcome");
            case "DATA":
                return await Say(command, "354 go on") && (server.Script(command) is not null || (await Take() && await Say("END", "250 2.0.0 queued as 1")));
            case "QUIT":
                await Say(command, "221 2.0.0 bye");
                return false;
            default:
                return await Say(command, "250 2.0.0 ok");
        }
    }

    private string Greeting()
    {
        string[] lines = ["double", .. server.Capabilities, .. server.Certificate is null || secure ? [] : new[] { "STARTTLS" }];
        return string.Join("\r\n", lines.Select((line, i) => $"250{(i == lines.Length - 1 ? ' ' : '-')}{line}"));
    }

    private async Task<bool> Secure()
    {
        var tls = new SslStream(stream);
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = server.Certificate }, stopping);
        (stream, reader, secure) = (tls, new StreamReader(tls, Encoding.UTF8), true);
        return true;
    }

    private async Task<bool> Take()
    {
        var mail = new StringBuilder();
        while (await reader.ReadLineAsync(stopping) is { } line)
        {
            if (line == ".")
            {
                if (server.Script("END") is null)
                {
                    await server.Keep(mail.ToString());
                }

                return true;
            }

            mail.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        }

        return false;
    }

    /// <summary>False when the connection is over.</summary>
    private async Task<bool> Say(string about, string usual)
    {
        switch (server.Script(about))
        {
            case SmtpDouble.Hang:
                await Task.Delay(Timeout.Infinite, stopping);
                return false;
            case SmtpDouble.Cut:
                return false;
            case { } own:
                await Write(own);
                return !own.StartsWith("421", StringComparison.Ordinal);
            default:
                await Write(usual);
                return true;
        }
    }

    private async Task Write(string reply)
    {
        await stream.WriteAsync(Encoding.UTF8.GetBytes(reply + "\r\n"), stopping);
        await stream.FlushAsync(stopping);
    }
}

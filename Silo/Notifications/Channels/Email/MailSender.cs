using MailKit;
using MailKit.Net.Smtp;
using MimeKit;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Apps;

namespace OrleansBackends.Silo.Notifications.Channels.Email;

internal sealed class MailSender(MailPools pools, Unconfigured unconfigured, TimeProvider time) : IChannelSender
{
    /// <summary>For one message, the wait for a free connection included.</summary>
    internal static readonly TimeSpan SendTime = TimeSpan.FromSeconds(60);

    public NotifyChannel Channel => NotifyChannel.Email;

    public TimeSpan Patience { get; init; } = SendTime;

    public async Task<SendOutcome> Send(OutgoingMessage message, CancellationToken cancellation)
    {
        var email = (OutgoingEmail)message;
        var (mail, refused) = MailBuilder.Build(email, email.Transport ?? Nobody, time.GetUtcNow());
        using (mail)
        {
            return (mail, email.Transport) switch
            {
                (null, _) => new SendOutcome.Permanent(refused!),
                (_, null) => await unconfigured.Send(email, Face(email, mail)),
                _ => await Send(MailServer.Of(email.Transport), email.Lane, mail, cancellation),
            };
        }
    }

    private static MailTransport Nobody { get; } = new() { Host = "", Port = 0, Security = SmtpSecurity.None, From = "nobody@localhost" };

    private static MessageFace Face(OutgoingEmail email, MimeMessage mail) =>
        new(email.To, email.Subject, email.Text, email.Html) { Extras = [.. mail.Headers.Where(line => line.Id != HeaderId.ContentType).Select(line => $"{line.Field}: {line.Value}")] };

    private async Task<SendOutcome> Send(MailServer server, Lane lane, MimeMessage mail, CancellationToken cancellation)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(Patience);
        var handed = new HandOver();
        try
        {
            return await pools.Use(server, pool => pool.Use(lane, client => Send(client, mail, handed, deadline.Token), deadline.Token));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return handed.Began ? new SendOutcome.Unknown("no-answer") : new SendOutcome.Retry("timeout", ProviderFault: true);
        }
        catch (Exception fault) when (MailFaults.Reason(fault) is { } reason)
        {
            return handed.Began ? new SendOutcome.Unknown(reason) : new SendOutcome.Retry(reason, ProviderFault: true);
        }
    }

    /// <summary>A refusal is an answer: the connection stays in order, unless the server said that it goes.</summary>
    private static async Task<(SendOutcome, bool InOrder)> Send(SmtpClient client, MimeMessage mail, HandOver handed, CancellationToken cancellation)
    {
        try
        {
            await client.SendAsync(mail, cancellation, handed);
            return (new SendOutcome.Sent(), true);
        }
        catch (SmtpCommandException refusal)
        {
            return (MailFaults.Outcome(refusal), client.IsConnected && refusal.StatusCode != SmtpStatusCode.ServiceNotAvailable);
        }
    }

    /// <summary>Learns that the mail's text began to leave; from then on the server may have it.</summary>
    private sealed class HandOver : ITransferProgress
    {
        public bool Began { get; private set; }

        public void Report(long bytesTransferred, long totalSize) => Began = true;

        public void Report(long bytesTransferred) => Began = true;
    }
}

using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using MailKit.Net.Smtp;
using MailKit.Security;
using OrleansBackends.Grains.Interfaces.Notifications.Apps;

namespace OrleansBackends.Silo.Notifications.Channels.Email;

/// <summary>Opens, secures and signs in one connection to a mail server.</summary>
internal sealed class MailDialer(SafeDialer safe)
{
    private static readonly TimeSpan ConnectTime = TimeSpan.FromSeconds(15);

    /// <summary>Instead of the machine's own judgement on certificates.</summary>
    public RemoteCertificateValidationCallback? Certificates { get; init; }

    public async Task<SmtpClient> Open(MailServer server, CancellationToken cancellation)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(ConnectTime);
        var client = new SmtpClient { CheckCertificateRevocation = false, ServerCertificateValidationCallback = Certificates };
        try
        {
            var socket = await Connect(server, deadline.Token);
            await client.ConnectAsync(socket, server.Host, server.Port, Options(server.Security), deadline.Token);
            if (server.User is { Length: > 0 } user)
            {
                await client.AuthenticateAsync(user, server.Password ?? "", deadline.Token);
            }

            return client;
        }
        catch (OperationCanceledException fault) when (!cancellation.IsCancellationRequested)
        {
            client.Dispose();
            throw new TimeoutException($"No connection within {ConnectTime.TotalSeconds} s.", fault);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>The operator's own server may lie anywhere; all others only where everybody may go.</summary>
    private async Task<Socket> Connect(MailServer server, CancellationToken cancellation)
    {
        if (!server.OfOperator)
        {
            return await safe.Connect(server.Host, server.Port, cancellation);
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new DnsEndPoint(server.Host, server.Port), cancellation);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static SecureSocketOptions Options(SmtpSecurity security) => security switch
    {
        SmtpSecurity.Starttls => SecureSocketOptions.StartTls,
        SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
        _ => SecureSocketOptions.None,
    };
}

using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace OrleansBackends.Tests.Notifications.Channels.Email;

/// <summary>
/// A mail server on this machine that misbehaves as a test says. The script is asked about <c>GREETING</c>, each command, and <c>END</c>, the end of a
/// mail's text; it answers null for what is usual, a reply, <see cref="Hang"/> or <see cref="Cut"/>.
/// </summary>
internal sealed class SmtpDouble : IAsyncDisposable
{
    public const string Hang = "hang";
    public const string Cut = "cut";

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentQueue<string> mails = new();
    private readonly ConcurrentQueue<string> commands = new();
    private readonly ConcurrentBag<Task> sessions = [];
    private readonly Task accepting;
    private int connections;
    private int open;
    private int mostOpen;

    public SmtpDouble(Func<string, string?>? script = null)
    {
        Script = script ?? (_ => null);
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        accepting = Accept();
    }

    public int Port { get; }

    public Func<string, string?> Script { get; set; }

    /// <summary>With one, STARTTLS is offered.</summary>
    public X509Certificate2? Certificate { get; init; }

    public IReadOnlyList<string> Capabilities { get; init; } = ["ENHANCEDSTATUSCODES", "8BITMIME", "SMTPUTF8"];

    public IReadOnlyCollection<string> Mails => mails;

    public IReadOnlyCollection<string> Commands => commands;

    public int Connections => Volatile.Read(ref connections);

    public int Open => Volatile.Read(ref open);

    public int MostOpen => Volatile.Read(ref mostOpen);

    /// <summary>What a test waits for before the server takes a mail.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Dispose();
        await accepting;
        await Task.WhenAll(sessions);
        stopping.Dispose();
        Certificate?.Dispose();
    }

    public void Kept(string command) => commands.Enqueue(command);

    public async Task Keep(string mail)
    {
        await Gate;
        mails.Enqueue(mail);
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                sessions.Add(Serve(await listener.AcceptTcpClientAsync(stopping.Token)));
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or InvalidOperationException or SocketException)
        {
        }
    }

    private async Task Serve(TcpClient client)
    {
        Interlocked.Increment(ref connections);
        var now = Interlocked.Increment(ref open);
        for (var most = MostOpen; now > most && Interlocked.CompareExchange(ref mostOpen, now, most) != most; most = MostOpen)
        {
        }

        try
        {
            using (client)
            {
                using var session = new SmtpSession(this, client.GetStream(), stopping.Token);
                await session.Run();
            }
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
        }
        finally
        {
            Interlocked.Decrement(ref open);
        }
    }
}

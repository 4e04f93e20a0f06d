using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using OrleansBackends.Grains.Interfaces.Notifications;

namespace OrleansBackends.Silo.Notifications.Channels.Email;

/// <summary>
/// At most four connections to one server, each used by one message at a time; a campaign leaves one of them to others. A connection that failed is
/// never used again.
/// </summary>
internal sealed class MailPool(MailServer server, MailDialer dialer, TimeProvider time) : IDisposable
{
    private const int Most = 4;
    private static readonly TimeSpan QuestionTime = TimeSpan.FromSeconds(5);

    private readonly LanePlaces places = new(Most);
    private readonly Stack<MailConnection> idle = new();

    /// <summary>Runs <paramref name="send"/> on a connection. If it throws, or says that the connection is no longer in order, the connection is closed.</summary>
    public async Task<T> Use<T>(Lane lane, Func<SmtpClient, Task<(T Result, bool InOrder)>> send, CancellationToken cancellation)
    {
        await places.Enter(lane, cancellation);
        MailConnection? connection = null;
        var kept = false;
        try
        {
            connection = await Idle(cancellation) ?? new MailConnection(await dialer.Open(server, cancellation), time.GetUtcNow());
            var (result, inOrder) = await send(connection.Client);
            connection.Used(time.GetUtcNow());
            kept = inOrder && Keep(connection);
            return result;
        }
        finally
        {
            if (!kept)
            {
                connection?.Dispose();
            }

            places.Leave(lane);
        }
    }

    /// <summary>Closes what is too old; true when nothing is left open or in use.</summary>
    public bool Sweep()
    {
        List<MailConnection> spent;
        bool empty;
        lock (idle)
        {
            var now = time.GetUtcNow();
            spent = [.. idle.Where(one => one.IsSpent(now))];
            var young = idle.Except(spent).Reverse().ToList();
            idle.Clear();
            young.ForEach(idle.Push);
            empty = idle.Count == 0 && places.AllFree;
        }

        spent.ForEach(one => one.Dispose());
        return empty;
    }

    public void Dispose()
    {
        while (idle.TryPop(out var connection))
        {
            connection.Dispose();
        }
    }

    private async Task<MailConnection?> Idle(CancellationToken cancellation)
    {
        while (Pop() is { } connection)
        {
            if (!connection.IsSpent(time.GetUtcNow()) && (!connection.NeedsQuestion(time.GetUtcNow()) || await Answers(connection, cancellation)))
            {
                return connection;
            }

            connection.Dispose();
        }

        return null;
    }

    private MailConnection? Pop()
    {
        lock (idle)
        {
            return idle.TryPop(out var connection) ? connection : null;
        }
    }

    private bool Keep(MailConnection connection)
    {
        lock (idle)
        {
            var keep = !connection.IsSpent(time.GetUtcNow());
            if (keep)
            {
                idle.Push(connection);
            }

            return keep;
        }
    }

    private static async Task<bool> Answers(MailConnection connection, CancellationToken cancellation)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(QuestionTime);
        try
        {
            await connection.Client.NoOpAsync(deadline.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception fault) when (fault is IOException or SocketException or ProtocolException or CommandException or ServiceNotConnectedException)
        {
            return false;
        }
    }
}

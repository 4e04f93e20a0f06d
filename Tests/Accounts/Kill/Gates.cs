using System.Diagnostics;
using Npgsql;

namespace OrleansBackends.Tests.Accounts.Kill;

/// <summary>How a write ends that was under way when its silo died.</summary>
public enum WriteEnd
{
    /// <summary>It never happened.</summary>
    Lost,

    /// <summary>It happened, and nobody heard of it.</summary>
    Written,
}

/// <summary>
/// Chosen writes wait inside the database, so that a process can be killed while each of them is under way. Add all gates first: a trigger cannot be
/// made while writes wait.
/// </summary>
internal sealed class Gates : IAsyncDisposable
{
    private const int Lost = 70_001;
    private const int Written = 70_002;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);

    private readonly NpgsqlDataSource source;
    private readonly NpgsqlConnection keeper;
    private readonly List<(string Name, string Table)> triggers = [];

    private Gates(NpgsqlDataSource source, NpgsqlConnection keeper)
    {
        this.source = source;
        this.keeper = keeper;
    }

    public static async Task<Gates> CloseAsync(string connectionString)
    {
        var source = NpgsqlDataSource.Create(connectionString);
        var gates = new Gates(source, await source.OpenConnectionAsync());
        await gates.ExecuteAsync(
            $"""
            CREATE OR REPLACE FUNCTION test_gate() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                PERFORM pg_advisory_xact_lock_shared(TG_ARGV[0]::bigint);
                RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
            END $$;
            SELECT pg_advisory_lock({Lost}), pg_advisory_lock({Written});
            """);
        return gates;
    }

    /// <param name="end">How the write ends once its silo is dead.</param>
    /// <param name="grainKey">Whose document.</param>
    /// <param name="when">A condition on the document that is to be written, <c>NEW.state</c>.</param>
    public Task HoldWriteAsync(WriteEnd end, string grainKey, string when) =>
        HoldAsync(end, "INSERT", "grain_state", $"NEW.grain_key = '{grainKey}' AND ({when})");

    public Task HoldDeleteAsync(WriteEnd end, string grainKey) => HoldAsync(end, "DELETE", "grain_state", $"OLD.grain_key = '{grainKey}'");

    public Task HoldAppendAsync(WriteEnd end, string stream) => HoldAsync(end, "INSERT", "journal", $"NEW.stream = '{stream}'");

    /// <summary>Answers when as many writes wait as there are gates.</summary>
    public Task AllWaitAsync() => WaitAsync(() => WaitingAsync(Lost, Written), triggers.Count, "writes to arrive");

    /// <summary>Ends the writes that wait, each in its way, and lets every other pass.</summary>
    public async Task OpenAsync()
    {
        await ExecuteAsync($"SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND objid = {Lost}");
        await WaitAsync(() => WaitingAsync(Lost), 0, "writes to be lost");
        await ExecuteAsync($"SELECT pg_advisory_unlock({Lost}), pg_advisory_unlock({Written})");
        foreach (var (name, table) in triggers)
        {
            await ChangeAsync($"DROP TRIGGER {name} ON {table}");
        }

        triggers.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await keeper.DisposeAsync();
        await source.DisposeAsync();
    }

    private async Task HoldAsync(WriteEnd end, string happening, string table, string when)
    {
        var name = $"gate_{triggers.Count}";
        await ChangeAsync(
            $"CREATE TRIGGER {name} BEFORE {happening} ON {table} FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION test_gate('{(end == WriteEnd.Lost ? Lost : Written)}')");
        triggers.Add((name, table));
    }

    private async Task<int> WaitingAsync(params int[] gates)
    {
        await using var command = new NpgsqlCommand(
            $"SELECT count(DISTINCT pid)::int FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND objid IN ({string.Join(',', gates)})", keeper);
        return (int)(await command.ExecuteScalarAsync())!;
    }

    private static async Task WaitAsync(Func<Task<int>> count, int wanted, string what)
    {
        var waiting = 0;
        await TestTime.Eventually(async () => (waiting = await count()) == wanted, () => $"{wanted} {what}, but {waiting}", Deadline);
    }

    /// <summary>Waits for its lock only so briefly that nobody who holds one waits for it in turn until the database calls that a deadlock.</summary>
    private async Task ChangeAsync(string sql)
    {
        var begun = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                await ExecuteAsync("SET lock_timeout = '200ms'", sql, "SET lock_timeout = 0");
                return;
            }
            catch (PostgresException busy) when (busy.SqlState == PostgresErrorCodes.LockNotAvailable && Stopwatch.GetElapsedTime(begun) < Deadline)
            {
                await Task.Delay(50); // Lets those go on who hold the lock.
            }
        }
    }

    private async Task ExecuteAsync(params string[] statements)
    {
        foreach (var sql in statements)
        {
            await using var command = new NpgsqlCommand(sql, keeper);
            await command.ExecuteNonQueryAsync();
        }
    }
}

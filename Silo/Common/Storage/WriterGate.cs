using Microsoft.Data.Sqlite;

namespace OrleansBackends.Silo.Common.Storage;

/// <summary>Lets one connection at a time through, in order of arrival; SQLite has one writer, and waiting here is fair where its own lock is not.</summary>
internal sealed class WriterGate : IDisposable
{
    private const int Busy = 5;

    /// <summary>As long as a statement may take.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(QueryDatabase.TimeoutSeconds);

    private readonly SemaphoreSlim free = new(1, 1);

    public void Enter() => Require(free.Wait(Patience));

    public async Task EnterAsync(CancellationToken cancellation) => Require(await free.WaitAsync(Patience, cancellation));

    public void Leave() => free.Release();

    public void Dispose() => free.Dispose();

    private static void Require(bool entered)
    {
        if (!entered)
        {
            throw new SqliteException($"Other writers held the database for {QueryDatabase.TimeoutSeconds} seconds.", Busy);
        }
    }
}

using System.Diagnostics;
using OrleansBackends.Grains.Accounts;
using OrleansBackends.Grains.Interfaces.Accounts;
using OrleansBackends.Tests.Kill;

namespace OrleansBackends.Tests.Accounts.Kill;

/// <summary>How soon one frontend process knows what happened at another.</summary>
internal static class Elsewhere
{
    /// <summary>Of each kind of event; the middle one counts, since one may meet a pause of the machine.</summary>
    public const int Repeats = 5;

    private static readonly TimeSpan ByFeed = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ByDocuments = TimeSpan.FromSeconds(6);

    /// <summary>The time until something is so.</summary>
    public static async Task<TimeSpan> AfterAsync(Func<Task<bool>> isSo)
    {
        var begun = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begun) < ByDocuments * 2)
        {
            if (await isSo())
            {
                return Stopwatch.GetElapsedTime(begun);
            }
        }

        throw new TimeoutException($"The other frontend still answers as before {ByDocuments * 2} later.");
    }

    /// <summary>None is later than without a feed.</summary>
    public static void AssertByFeed(List<TimeSpan> took)
    {
        Assert.InRange(took.Order().ElementAt(took.Count / 2), TimeSpan.Zero, ByFeed);
        AssertByDocuments(took);
    }

    public static void AssertByDocuments(IEnumerable<TimeSpan> took) => Assert.All(took, time => Assert.InRange(time, TimeSpan.Zero, ByDocuments));

    /// <summary>A cut in a document that no grain has written, so that nobody publishes it.</summary>
    public static async Task WriteCutAsync(this KillFixture kill, Cut cut)
    {
        var id = new UserId(Guid.NewGuid());
        var document = new AccountState { Id = id, Status = AccountStatus.Deleted, Cuts = [cut], LastCutAt = cut.At };
        await using var rows = new Rows(kill.Postgres!.ConnectionString);
        await rows.ExecuteAsync(
            "INSERT INTO grain_state (state_name, grain_key, version, modified_at, state) VALUES ($1, $2, 1, now(), $3::jsonb)",
            AccountState.Name, AccountKey.Of(id), DocumentJson.Write(document));
    }
}

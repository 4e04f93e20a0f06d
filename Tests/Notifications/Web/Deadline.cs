using System.Diagnostics;

namespace OrleansBackends.Tests.Notifications.Web;

/// <summary>Waits for what happens behind an answer, by looking again until a deadline.</summary>
internal static class Deadline
{
    public static readonly TimeSpan Time = TestTime.Deadline;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    public static async Task Until(Func<Task<bool>> happened, string what)
    {
        var waiting = Stopwatch.StartNew();
        while (!await happened())
        {
            Assert.True(waiting.Elapsed < Time, $"Within {Time.TotalSeconds} s it did not happen that {what}.");
            await Task.Delay(Look);
        }
    }

    public static async Task<T> Find<T>(Func<Task<T?>> look, string what)
        where T : class
    {
        T? found = null;
        await Until(async () => (found = await look()) is not null, what);
        return found!;
    }
}

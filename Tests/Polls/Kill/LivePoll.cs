using System.Text.Json;
using OrleansBackends.Tests.Web;

namespace OrleansBackends.Tests.Polls.Kill;

/// <summary>A page that watches a poll: the numbers of ballots it has shown, one after another.</summary>
internal sealed class LivePoll : IDisposable
{
    private readonly EventStream events;
    private readonly List<long> seen = [];
    private readonly Task<long> final;

    private LivePoll(EventStream events)
    {
        this.events = events;
        final = Read();
    }

    public IReadOnlyList<long> Seen
    {
        get
        {
            lock (seen)
            {
                return [.. seen];
            }
        }
    }

    public static async Task<LivePoll> Watch(HttpClient browser, string poll)
    {
        browser.Timeout = Timeout.InfiniteTimeSpan;
        return new LivePoll(await EventStream.Open(browser, $"/api/live/polls:poll:{poll}", lastEventId: null));
    }

    /// <summary>The ballots of the final result, as the page was sent it.</summary>
    public Task<long> Final() => final.WaitAsync(TestTime.Deadline);

    public void Dispose() => events.Dispose();

    private async Task<long> Read()
    {
        while (true)
        {
            var next = await events.Next(Timeout.InfiniteTimeSpan);
            if (next.Name == "results" && JsonSerializer.Deserialize<JsonElement>(next.Data) is var result)
            {
                var ballots = result.GetProperty("ballots").GetInt64();
                lock (seen)
                {
                    seen.Add(ballots);
                }

                if (result.GetProperty("final").GetBoolean())
                {
                    return ballots;
                }
            }
        }
    }
}

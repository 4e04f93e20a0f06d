using System.Collections.Concurrent;
using OrleansBackends.Grains.Interfaces.Links.Visits;

namespace OrleansBackends.WebFrontend.Links.Stats;

/// <summary>Clicks on their way from redirects to statistics. Too many are dropped and counted: no redirect ever waits for its click, nor for a lock.</summary>
internal sealed class ClickChannel
{
    public const int Bound = 100_000;

    private readonly ConcurrentQueue<RawClick> clicks = new();
    private int waiting;

    public void Record(HttpContext context, LinkTarget link, DateTimeOffset now, string? rule = null)
    {
        if (Interlocked.Increment(ref waiting) > Bound)
        {
            Interlocked.Decrement(ref waiting);
            LinkMetrics.ClicksDropped.Add(1);
            return;
        }

        var headers = context.Request.Headers;
        clicks.Enqueue(new RawClick(
            link, now, context.Connection.RemoteIpAddress, headers.UserAgent.ToString(), headers.Referer.ToString(), headers.AcceptLanguage.ToString(),
            headers["Purpose"].ToString(), headers["Sec-Purpose"].ToString(), rule));
    }

    /// <summary>What is there, in order.</summary>
    public List<RawClick> Take(int most)
    {
        var taken = new List<RawClick>();
        while (taken.Count < most && clicks.TryDequeue(out var click))
        {
            taken.Add(click);
        }

        Interlocked.Add(ref waiting, -taken.Count);
        return taken;
    }
}

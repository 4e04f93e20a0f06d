using System.Threading.Channels;
using OrleansBackends.Grains.Interfaces.Links.Visits;

namespace OrleansBackends.WebFrontend.Links.Stats;

/// <summary>Clicks on their way from redirects to statistics. A full channel drops and counts: no redirect ever waits for its click.</summary>
internal sealed class ClickChannel
{
    public const int Bound = 100_000;

    private readonly Channel<RawClick> clicks = Channel.CreateBounded<RawClick>(new BoundedChannelOptions(Bound) { SingleReader = true });

    public ChannelReader<RawClick> Reader => clicks.Reader;

    public void Record(HttpContext context, LinkTarget link, DateTimeOffset now)
    {
        var headers = context.Request.Headers;
        var click = new RawClick(
            link, now, context.Connection.RemoteIpAddress, headers.UserAgent.ToString(), headers.Referer.ToString(), headers.AcceptLanguage.ToString(),
            headers["Purpose"].ToString(), headers["Sec-Purpose"].ToString());
        if (!clicks.Writer.TryWrite(click))
        {
            LinkMetrics.ClicksDropped.Add(1);
        }
    }
}

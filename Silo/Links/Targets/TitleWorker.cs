using OrleansBackends.Grains.Interfaces.Links;
using OrleansBackends.Grains.Links.Targets;

namespace OrleansBackends.Silo.Links.Targets;

/// <summary>Looks up the titles of new links' targets, four at a time. What fails stays without a title.</summary>
internal sealed partial class TitleWorker(TitleQueue queue, SafeHttpClient http, IGrainFactory grains, ILogger<TitleWorker> logger) : BackgroundService
{
    private static readonly SafeRequestLimits Limits = new(TimeSpan.FromSeconds(3), Bytes: 256 * 1024, Hops: 3, MediaType: "text/html");

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Parallel.ForEachAsync(
        queue.Take(stoppingToken), new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = stoppingToken }, Fetch);

    private async ValueTask Fetch((string Code, string Url) link, CancellationToken cancellation)
    {
        try
        {
            var page = await http.Get(new Uri(link.Url), Limits, cancellation);
            if (HtmlTitle.Find(page.Body, page.ContentType?.CharSet) is { } title)
            {
                await grains.GetGrain<ILinkGrain>(LinkKey.Link(link.Code)).SetTitleIfEmpty(link.Url, title);
            }
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            LogNoTitle(logger, link.Code, fault.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "No title for link {Code}: {Reason}")]
    private static partial void LogNoTitle(ILogger logger, string code, string reason);
}

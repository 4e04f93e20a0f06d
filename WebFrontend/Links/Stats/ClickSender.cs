using System.Security.Cryptography;
using OrleansBackends.Grains.Interfaces.Links;
using OrleansBackends.Grains.Interfaces.Links.Guard;
using OrleansBackends.Grains.Interfaces.Links.Stats;

namespace OrleansBackends.WebFrontend.Links.Stats;

/// <summary>
/// Groups clicks by link for 250 ms and sends each group as numbered batches over the stream. What is in this process when it dies, and what the
/// stream loses, is lost: statistics are a count of nearly all clicks, visit limits are exact by other means.
/// </summary>
internal sealed partial class ClickSender(
    ClickChannel channel, Countries countries, IClusterClient cluster, TimeProvider time, ILogger<ClickSender> logger) : BackgroundService
{
    private const int MaxGroup = 20_000;
    private static readonly TimeSpan GroupFor = TimeSpan.FromMilliseconds(250);

    private readonly string frontend = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
    private ClickReader? reader;
    private long sent;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(GroupFor, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (channel.Take(MaxGroup) is { Count: > 0 } clicks)
            {
                await Send(clicks);
            }
        }
    }

    private async Task Send(List<RawClick> clicks)
    {
        try
        {
            reader ??= new ClickReader(countries, await cluster.GetGrain<ILinkGuardGrain>(LinkKey.Guard).GetVisitorKey());
            var batches = clicks.GroupBy(c => (c.Link.Code, c.Link.CreatedAt)).Select(ofLink => (ofLink.Key.Code, Batches: Read(ofLink, reader))).ToList();
            await Task.WhenAll(batches.Select(ofLink => Send(ofLink.Code, ofLink.Batches)));
        }
        catch (Exception fault)
        {
            LinkMetrics.ClicksDropped.Add(clicks.Count);
            LogNotSent(logger, fault, clicks.Count);
        }
    }

    private List<ClickBatch> Read(IEnumerable<RawClick> ofLink, ClickReader from) => [.. ofLink.Chunk(ClickBatch.MaxClicks).Select(chunk =>
        new ClickBatch(frontend, ++sent, chunk[0].Link.Owner, chunk[0].Link.CreatedAt, PackedClicks.Of([.. chunk.Select(raw => from.Read(raw))])))];

    /// <summary>In order of their numbers: a batch that overtakes another makes it look like a repeat.</summary>
    private async Task Send(string code, List<ClickBatch> batches)
    {
        var stream = cluster.GetStreamProvider(Streams.Provider).GetStream<ClickBatch>(StreamId.Create(ClickBatch.Namespace, LinkKey.Stats(code)));
        foreach (var batch in batches)
        {
            await stream.OnNextAsync(batch);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} clicks could not be sent to statistics.")]
    private static partial void LogNotSent(ILogger logger, Exception fault, int count);
}

using System.Text;
using System.Threading.Channels;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>A topic as Server-Sent Events: each event's id is its position, so a browser that comes back is sent what it missed.</summary>
internal sealed class LiveStreamAnswer(OpenTopic topic, LiveConnector connector, Standing standing, string? after, CancellationToken stopping) : IResult
{
    private const int MaxWaiting = 1_024;

    /// <summary>Keeps proxies from taking a quiet topic for a dead connection.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(15);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var waiting = Channel.CreateBounded<LiveBatch>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });
        var caller = httpContext.User;
        var (missed, subscription) = await topic.WatchAsync(connector, after, batch =>
        {
            if (!standing.IsGood(caller) || !waiting.Writer.TryWrite(batch))
            {
                waiting.Writer.TryComplete(); // Its token has ended or it does not keep up: the client comes back with its position.
            }
        });
        using var watching = subscription;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, stopping);
        httpContext.Response.ContentType = "text/event-stream";
        httpContext.Response.Headers.CacheControl = "no-store";
        httpContext.Response.Headers["X-Accel-Buffering"] = "no";
        try
        {
            await Write(httpContext.Response, Text(missed), ended.Token);
            await Forward(waiting.Reader, httpContext.Response, ended.Token);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The client left, or this process is about to.
        }
    }

    private static async Task Forward(ChannelReader<LiveBatch> batches, HttpResponse response, CancellationToken ended)
    {
        var more = batches.WaitToReadAsync(ended).AsTask();
        while (true)
        {
            if (await Task.WhenAny(more, Task.Delay(Quiet, ended)) != more)
            {
                await Write(response, ":\n\n", ended);
                continue;
            }

            if (!await more)
            {
                return;
            }

            while (batches.TryRead(out var batch))
            {
                await Write(response, Text(batch), ended);
            }

            more = batches.WaitToReadAsync(ended).AsTask();
        }
    }

    private static async Task Write(HttpResponse response, string text, CancellationToken ended)
    {
        await response.WriteAsync(text, ended);
        await response.Body.FlushAsync(ended);
    }

    private static string Text(LiveBatch batch)
    {
        var text = new StringBuilder();
        if (batch.Reset)
        {
            text.Append("event: reset\nid: ").Append(batch.Position).Append("\ndata: {}\n\n");
        }

        foreach (var live in batch.Events)
        {
            text.Append("event: ").Append(live.Name).Append("\nid: ").Append(live.Position).Append("\ndata: ").Append(live.Data).Append("\n\n");
        }

        return text.Length > 0 ? text.ToString() : ":\n\n";
    }
}

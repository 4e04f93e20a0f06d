using System.Diagnostics;
using OrleansBackends.Bench.Load;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Dispatch;

namespace OrleansBackends.Bench.Subjects;

/// <summary>The queues of one application's mail.</summary>
internal sealed class Queues(IGrainFactory grains, HttpProvider provider)
{
    private const string App = "bench";
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    private long number;

    /// <summary>Queues messages behind a closed provider, then times from its opening until the last one is in the log as sent.</summary>
    public async Task<Sample> SendAll(int count)
    {
        provider.Close();
        await Fill(Lane.Transactional, count);
        var begun = Stopwatch.GetTimestamp();
        provider.Open();
        while (await Open() > 0)
        {
            if (Stopwatch.GetElapsedTime(begun) > Deadline)
            {
                throw new TimeoutException("Not everything that was queued was sent.");
            }

            await Task.Delay(20);
        }

        return new Sample(count, Stopwatch.GetElapsedTime(begun), new Latencies());
    }

    public Task Fill(Lane lane, int count) => Task.WhenAll(
        Enumerable.Range(0, count).Select(_ => Message(lane)).GroupBy(message => NotifyKeys.DispatchOf(App, NotifyChannel.Email, message.Subscriber)).Select(Enqueue));

    /// <summary>Answers when the provider has the code.</summary>
    public async Task SendCode()
    {
        var handed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var code = Message(Lane.Otp);
        provider.Code = id =>
        {
            if (id == code.Id)
            {
                handed.SetResult();
            }
        };
        (await grains.GetGrain<IDispatchGrain>(NotifyKeys.DispatchOf(App, NotifyChannel.Email, code.Subscriber)).Enqueue([code])).Require();
        await handed.Task.WaitAsync(Deadline);
    }

    private async Task Enqueue(IGrouping<string, QueuedMessage> messages)
    {
        foreach (var some in messages.Chunk(IDispatchGrain.MaxMessages))
        {
            (await grains.GetGrain<IDispatchGrain>(messages.Key).Enqueue(some)).Require();
        }
    }

    private async Task<long> Open()
    {
        var open = await Task.WhenAll(Enumerable.Range(0, NotifyKeys.DispatchShards)
            .Select(shard => grains.GetGrain<IDispatchGrain>(NotifyKeys.Dispatch(App, NotifyChannel.Email, shard)).Status()));
        return open.Sum(status => status.Open.Sum());
    }

    private QueuedMessage Message(Lane lane)
    {
        var name = $"s{Interlocked.Increment(ref number)}";
        return new QueuedMessage
        {
            Id = MessageIds.Of(App, name, name, "mail"),
            App = App,
            Channel = NotifyChannel.Email,
            Lane = lane,
            TransactionId = name,
            Workflow = "bench",
            WorkflowVersion = 1,
            Step = "mail",
            Subscriber = name,
            Category = "bench",
            Destination = $"{name}@example.org",
            QueuedAt = DateTimeOffset.UtcNow.ToMilliseconds(),
            TtlSeconds = 86_400,
        };
    }
}

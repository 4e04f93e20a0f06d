using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Dispatch;
using OrleansBackends.Grains.Interfaces.Notifications.Log;
using OrleansBackends.Grains.Interfaces.Notifications.Triggers;
using OrleansBackends.Grains.Notifications.Dispatch;
using OrleansBackends.Tests.Notifications.Dispatch;
using OrleansBackends.Tests.Storage;

namespace OrleansBackends.Tests.Notifications.Sending;

public sealed class SendLoopTests
{
    private readonly string app = NewMessages.NewApp();
    private readonly ConcurrentQueue<ClaimedMessage> sent = new();

    [Fact]
    public async Task Everything_is_sent_once_and_each_recipient_in_order()
    {
        await using var silo = await SendingSilo.StartAsync(Send);
        var messages = Enumerable.Range(0, 500).Select(i => NewMessages.Of(app, $"s{i % 7}", DateTimeOffset.UtcNow)).ToList();
        foreach (var shard in messages.GroupBy(m => NotifyKeys.DispatchOf(app, NotifyChannel.Email, m.Subscriber)))
        {
            Assert.True((await silo.Grains.GetGrain<IDispatchGrain>(shard.Key).Enqueue([.. shard])).IsOk);
        }

        await TestTime.Eventually(() => Task.FromResult(sent.Count >= 500), "500 messages sent");
        foreach (var own in messages.GroupBy(m => m.Subscriber))
        {
            Assert.Equal(own.Select(m => m.Id), sent.Where(claim => claim.Message.Subscriber == own.Key).Select(claim => claim.Message.Id));
        }
    }

    [Fact]
    public async Task A_failure_comes_again_by_itself_and_a_dead_channel_delays_no_other()
    {
        var hang = new TaskCompletionSource();
        await using var silo = await SendingSilo.StartAsync(async claim =>
        {
            if (claim.Message.Channel == NotifyChannel.Sms)
            {
                await hang.Task;
            }

            sent.Enqueue(claim);
            return claim.Attempt == 0 ? SendResult.Retry : SendResult.Sent;
        });
        var dead = silo.Grains.GetGrain<IDispatchGrain>(NotifyKeys.Dispatch(app, NotifyChannel.Sms, 0));
        await dead.Enqueue([.. Enumerable.Range(0, 100).Select(i => NewMessages.Of(app, $"n{i}", DateTimeOffset.UtcNow) with { Channel = NotifyChannel.Sms })]);
        var code = NewMessages.Of(app, "ada", DateTimeOffset.UtcNow) with { Lane = Lane.Otp, TtlSeconds = 300 };
        await Dispatch(silo).Enqueue([code]);
        await TestTime.Eventually(() => Task.FromResult(sent.Count >= 2), "a second attempt");
        Assert.Equal([0, 1], sent.Select(claim => claim.Attempt));
        await TestTime.Eventually(async () => (await dead.Status()).Claimed == 32, "the dead channel holds its window");
        hang.SetResult();
    }

    [Fact]
    public async Task A_code_passes_a_campaign_that_fills_its_provider()
    {
        var answer = new TaskCompletionSource();
        var code = NewMessages.Of(app, "ada", DateTimeOffset.UtcNow) with { Lane = Lane.Otp, TtlSeconds = 300 };
        await using var silo = await SendingSilo.StartAsync(async claim =>
        {
            sent.Enqueue(claim);
            await (claim.Message.Lane == Lane.Otp ? Task.CompletedTask : answer.Task);
            return SendResult.Sent;
        });
        foreach (var shard in Campaign(2_000).GroupBy(m => NotifyKeys.DispatchOf(app, NotifyChannel.Email, m.Subscriber)))
        {
            await silo.Grains.GetGrain<IDispatchGrain>(shard.Key).Enqueue([.. shard]);
        }

        await TestTime.Eventually(() => Task.FromResult(sent.Count == 24), "three quarters of the window taken");
        await Dispatch(silo).Enqueue([code]);
        await TestTime.Eventually(() => Task.FromResult(sent.Last().Message.Id == code.Id), "the code sent while nothing of the campaign ends");
        Assert.Equal(25, sent.Count);
        answer.SetResult();
    }

    [Fact]
    public async Task A_code_finds_out_that_a_provider_is_back_and_the_campaign_follows_it()
    {
        var isDown = true;
        await using var silo = await SendingSilo.StartReportingAsync(claim =>
        {
            sent.Enqueue(claim);
            return Volatile.Read(ref isDown) ? (SendResult.Retry, true) : (SendResult.Sent, false);
        });
        await Dispatch(silo).Enqueue([.. Campaign(200)]);
        await TestTime.Eventually(async () => (await Dispatch(silo).Status()).Retrying >= 10, "ten failures");
        Volatile.Write(ref isDown, false);
        var code = NewMessages.Of(app, "ada", DateTimeOffset.UtcNow) with { Lane = Lane.Otp, TtlSeconds = 300 };
        await silo.Grains.GetGrain<IDispatchGrain>(NotifyKeys.Dispatch(app, NotifyChannel.Email, 1)).Enqueue([code]);
        await TestTime.Eventually(() => Task.FromResult(sent.Count >= 200), "the campaign sent long before the pause ends");
        Assert.Equal(code.Id, sent.Skip(sent.TakeWhile(claim => claim.Message.Lane == Lane.Bulk).Count()).First().Message.Id);
        Assert.InRange(sent.TakeWhile(claim => claim.Message.Lane == Lane.Bulk).Count(), 10, 40);
    }

    [Fact]
    public async Task What_could_not_be_noted_is_noted_later_and_not_sent_again()
    {
        var overtake = new TaskCompletionSource<Func<Task>>();
        await using var silo = await SendingSilo.StartAsync(async claim =>
        {
            if (sent.IsEmpty)
            {
                await (await overtake.Task)();
            }

            return await Send(claim);
        });
        overtake.SetResult(async () =>
        {
            // As another activation would that believes the queue to be its own.
            var other = await silo.Services.GetRequiredService<IJournal>().Open(new JournalOwner(), DispatchKey.Parse(Dispatch(silo).GetPrimaryKeyString()).Stream(Lane.Transactional));
            await other.Append(new NewEntry("other", "{}"));
        });
        var message = NewMessages.Of(app, "ada", DateTimeOffset.UtcNow);
        await Dispatch(silo).Enqueue([message]);
        var log = silo.Grains.GetGrain<INotificationQueries>(0);
        await TestTime.Eventually(async () => (await log.Message(app, message.Id)).Value?.Message.Status == MessageStatus.Sent, "the message noted as sent");
        Assert.Equal([message.Id], sent.Select(claim => claim.Message.Id));
        Assert.Equal([MessageStatus.Queued, MessageStatus.Sent], (await log.Message(app, message.Id)).Require().Events.Select(e => e.Status));
    }

    [Theory]
    [InlineData(nameof(IDispatchGrain.ClaimFor))]
    [InlineData(nameof(IDispatchGrain.Report))]
    public async Task A_lost_answer_of_a_queue_neither_keeps_a_message_back_nor_sends_it_twice(string method)
    {
        var answers = new LostAnswers(method);
        await using var silo = await SendingSilo.StartAsync(Send, services => services.AddSingleton<IOutgoingGrainCallFilter>(answers));
        var messages = Enumerable.Range(0, 5).Select(i => NewMessages.Of(app, $"s{i}", DateTimeOffset.UtcNow)).ToList();
        await Dispatch(silo).Enqueue(messages);
        await TestTime.Eventually(async () => (await Dispatch(silo).Status()).Open.Sum() == 0, "everything noted as sent");
        Assert.True(answers.IsLost);
        Assert.Equal(messages.Select(m => m.Id).Order(), sent.Select(claim => claim.Message.Id).Order());
    }

    [Fact]
    public async Task Who_is_told_of_an_end_keeps_no_other_from_being_noted()
    {
        var hold = new HeldCalls(nameof(ITriggerGrain.Settle));
        await using var silo = await SendingSilo.StartAsync(Send, services => services.AddSingleton<IOutgoingGrainCallFilter>(hold));
        foreach (var code in new[] { "ada", "bob" })
        {
            await Dispatch(silo).Enqueue([NewMessages.Of(app, code, DateTimeOffset.UtcNow) with { Lane = Lane.Otp, TtlSeconds = 300 }]);
            await TestTime.Eventually(async () => (await Dispatch(silo).Status()).Open.Sum() == 0, $"the code of {code} noted as sent");
        }

        await TestTime.Soon(hold.Arrived, "the trigger is being told");
        hold.Release();
    }

    [Fact]
    public async Task A_stop_waits_for_what_is_under_way_and_begins_nothing_new()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var silo = await SendingSilo.StartAsync(async claim =>
        {
            begun.TrySetResult();
            await answer.Task;
            return await Send(claim);
        });
        var message = NewMessages.Of(app, "ada", DateTimeOffset.UtcNow);
        await Dispatch(silo).Enqueue([message, NewMessages.Of(app, "ada", DateTimeOffset.UtcNow)]);
        await TestTime.Soon(begun.Task, "the first attempt");
        var stopped = silo.StopAsync();
        answer.SetResult();
        await TestTime.Soon(stopped, "the end of the silo");
        Assert.Equal([message.Id], sent.Select(claim => claim.Message.Id));
    }

    [Fact]
    public async Task A_stop_is_no_fault_of_the_sender()
    {
        await using var silo = await SendingSilo.StartAsync(Send);
        await Dispatch(silo).Enqueue([NewMessages.Of(app, "ada", DateTimeOffset.UtcNow)]);
        await TestTime.Eventually(() => Task.FromResult(!sent.IsEmpty), "the message is sent");
        await silo.StopAsync();
        Assert.DoesNotContain(silo.Faults, fault => !fault.StartsWith("Orleans.", StringComparison.Ordinal)); // Streams of the runtime end with a word.
    }

    [Fact]
    public async Task An_ended_message_is_counted_for_watchers()
    {
        await using var silo = await SendingSilo.StartAsync(Send);
        using var observer = new Observer(silo.Grains);
        await silo.Grains.GetGrain<IDeliveryFeedGrain>($"deliveryfeed:{app}").Watch(observer.Reference, null);
        var counted = observer.Next();
        await Dispatch(silo).Enqueue([NewMessages.Of(app, "ada", DateTimeOffset.UtcNow)]);
        await TestTime.Soon(counted, "the counters");
        Assert.Contains("\"status\":\"sent\"", observer.Events.First().Data, StringComparison.Ordinal);
    }

    private IEnumerable<QueuedMessage> Campaign(int count) =>
        Enumerable.Range(0, count).Select(i => NewMessages.Of(app, $"s{i}", DateTimeOffset.UtcNow) with { Lane = Lane.Bulk });

    private IDispatchGrain Dispatch(SendingSilo silo) => silo.Grains.GetGrain<IDispatchGrain>(NotifyKeys.Dispatch(app, NotifyChannel.Email, 0));

    private Task<SendResult> Send(ClaimedMessage claim)
    {
        sent.Enqueue(claim);
        return Task.FromResult(SendResult.Sent);
    }

    /// <summary>Lets one call of a method be carried out and its caller hear nothing of it.</summary>
    private sealed class LostAnswers(string method) : IOutgoingGrainCallFilter
    {
        private int lost;

        public bool IsLost => lost > 0;

        public async Task Invoke(IOutgoingGrainCallContext context)
        {
            await context.Invoke();
            if (context.InterfaceMethod?.Name == method && Interlocked.Exchange(ref lost, 1) == 0)
            {
                throw new TimeoutException("The answer was lost.");
            }
        }
    }
}

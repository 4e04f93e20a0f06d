using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Dispatch;
using OrleansBackends.Grains.Notifications.Dispatch;
using OrleansBackends.Silo.Notifications.Sending;
using OrleansBackends.Tests.Notifications.Dispatch;

namespace OrleansBackends.Tests.Notifications.Sending;

/// <summary>Dispatches that are asked for messages and do not answer.</summary>
public sealed class HangingQueueTests
{
    private readonly string app = NewMessages.NewApp();
    private readonly ConcurrentQueue<ClaimedMessage> sent = new();
    private readonly FakeTimeProvider clock = new();
    private readonly SendSchedule schedule;

    public HangingQueueTests() => schedule = new SendSchedule(window: 32, inSilo: 64, clock);

    [Fact]
    public async Task Queues_that_do_not_answer_keep_no_other_from_sending_and_send_when_they_do()
    {
        var hold = new HeldCalls(nameof(IDispatchGrain.ClaimFor), key => key.EndsWith(":0", StringComparison.Ordinal) || key.EndsWith(":1", StringComparison.Ordinal));
        await using var silo = await SendingSilo.StartAsync(Send, services => services.AddSingleton<IOutgoingGrainCallFilter>(hold));
        var all = new List<string>();
        for (var shard = 0; shard < 3; shard++)
        {
            var own = Enumerable.Range(0, 16).Select(i => NewMessages.Of(app, $"s{i}", DateTimeOffset.UtcNow)).ToList();
            await silo.Grains.GetGrain<IDispatchGrain>(NotifyKeys.Dispatch(app, NotifyChannel.Email, shard)).Enqueue(own);
            all.AddRange(own.Select(message => message.Id));
        }

        await TestTime.Eventually(() => Task.FromResult(sent.Count == 16), "the third queue sends while the first two fill the window and hang");
        hold.Release();
        await TestTime.Eventually(() => Task.FromResult(sent.Count == 48), "what the others held comes after all");
        Assert.Equal(all.Order(), sent.Select(claim => claim.Message.Id).Order());
    }

    [Fact]
    public void A_queue_that_does_not_answer_keeps_no_place_from_the_others()
    {
        for (var shard = 0; shard < 3; shard++)
        {
            schedule.Add(Place("a", Lane.Transactional, shard: shard));
        }

        var hanging = new[] { schedule.Next()!, schedule.Next()! };
        Assert.Null(schedule.Next());
        schedule.GiveUp(hanging[0]);
        var other = schedule.Next()!;
        Assert.Equal((16, "2"), (other.Most, other.Place.Dispatch.Part));
        schedule.GiveUp(hanging[1]);
        foreach (var late in hanging)
        {
            schedule.Retake(late);
        }

        foreach (var turn in hanging.Append(other))
        {
            Serve(turn);
        }

        Assert.True(schedule.IsIdle);
    }

    [Fact]
    public void A_queue_that_does_not_answer_does_not_hold_up_the_other_lane()
    {
        schedule.Add(Place("a", Lane.Transactional));
        var hanging = schedule.Next()!;
        schedule.Add(Place("a", Lane.Bulk));
        Assert.Null(schedule.Next());
        schedule.GiveUp(hanging);
        Assert.Equal(Lane.Bulk, schedule.Next()!.Place.Lane);
    }

    [Fact]
    public void Places_that_come_back_all_at_once_are_offered_to_every_application()
    {
        var small = new SendSchedule(window: 32, inSilo: 16, clock);
        small.Add(Place("a", Lane.Bulk));
        small.Add(Place("b", Lane.Bulk));
        var hanging = small.Next()!;
        Assert.Null(small.Next());
        small.GiveUp(hanging);
        Assert.Equal("b", small.Next()!.Place.Dispatch.App);
    }

    private void Serve(Turn turn)
    {
        schedule.Claimed(turn, turn.Most, more: false);
        for (var i = 0; i < turn.Most; i++)
        {
            schedule.HandedOver(turn.Place, new SendReport { Claim = i, Lane = turn.Place.Lane, Outcome = SendResult.Sent, HandedOver = true });
            schedule.Reported(turn.Place.Dispatch, 1);
        }
    }

    private Task<SendResult> Send(ClaimedMessage claim)
    {
        sent.Enqueue(claim);
        return Task.FromResult(SendResult.Sent);
    }

    private static WorkPlace Place(string app, Lane lane, int shard = 0) => new(DispatchKey.Parse(NotifyKeys.Dispatch(app, NotifyChannel.Email, shard)), lane);
}

using Microsoft.Extensions.Time.Testing;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Dispatch;
using OrleansBackends.Grains.Notifications.Dispatch;
using OrleansBackends.Silo.Notifications.Sending;

namespace OrleansBackends.Tests.Notifications.Sending;

public sealed class SendScheduleTests
{
    private static readonly SendReport Proper = new() { Claim = 1, Lane = Lane.Transactional, Outcome = SendResult.Sent, HandedOver = true };

    private static readonly SendReport Failure = Proper with { Outcome = SendResult.Retry, ProviderFault = true };

    private readonly FakeTimeProvider clock = new();
    private readonly SendSchedule schedule;

    public SendScheduleTests() => schedule = new SendSchedule(window: 32, inSilo: 64, clock);

    [Fact]
    public void Codes_go_first_always()
    {
        schedule.Add(Place("a", Lane.Bulk));
        schedule.Add(Place("a", Lane.Transactional));
        schedule.Add(Place("a", Lane.Otp));
        Assert.Equal(Lane.Otp, schedule.Next()!.Place.Lane);
    }

    [Fact]
    public void Transactional_and_bulk_share_four_to_one()
    {
        var (transactional, bulk) = (Place("a", Lane.Transactional), Place("a", Lane.Bulk));
        var sent = new Dictionary<Lane, int>();
        schedule.Add(transactional);
        schedule.Add(bulk);
        for (var i = 0; i < 200; i++)
        {
            var turn = schedule.Next()!;
            sent[turn.Place.Lane] = sent.GetValueOrDefault(turn.Place.Lane) + turn.Most;
            Serve(turn, turn.Most, more: true);
        }

        Assert.Equal(4.0, (double)sent[Lane.Transactional] / sent[Lane.Bulk], 1);
    }

    [Fact]
    public void A_lane_alone_has_the_provider_to_itself_but_bulk_never_its_last_quarter()
    {
        Assert.Equal(32, FillWith(Place("a", Lane.Transactional)));
        Assert.Equal(24, FillWith(Place("b", Lane.Bulk)));
        schedule.Add(Place("b", Lane.Otp));
        Assert.Equal(8, schedule.Next()!.Most);
    }

    [Fact]
    public void A_full_provider_keeps_nobody_else_waiting()
    {
        FillWith(Place("a", Lane.Transactional));
        schedule.Add(Place("a", Lane.Transactional));
        schedule.Add(Place("a", Lane.Transactional, NotifyChannel.Sms));
        schedule.Add(Place("b", Lane.Transactional));
        Assert.Equal([NotifyChannel.Sms, NotifyChannel.Email], new[] { schedule.Next()!, schedule.Next()! }.Select(turn => turn.Place.Dispatch.Channel).Order().Reverse());
        while (schedule.Next() is { } other)
        {
            Assert.NotEqual(("a", NotifyChannel.Email), (other.Place.Dispatch.App, other.Place.Dispatch.Channel));
        }
    }

    [Fact]
    public void Where_the_silo_is_the_bound_applications_get_equal_shares()
    {
        var small = new SendSchedule(window: 32, inSilo: 16, clock);
        var sent = new Dictionary<string, int>();
        for (var shard = 0; shard < 8; shard++)
        {
            small.Add(Place("greedy", Lane.Bulk, shard: shard));
        }

        small.Add(Place("modest", Lane.Bulk));
        for (var i = 0; i < 300; i++)
        {
            var turn = small.Next()!;
            var app = turn.Place.Dispatch.App;
            sent[app] = sent.GetValueOrDefault(app) + turn.Most;
            small.Claimed(turn, turn.Most, more: true);
            for (var one = 0; one < turn.Most; one++)
            {
                small.HandedOver(turn.Place, Proper with { Lane = turn.Place.Lane });
                small.Reported(turn.Place.Dispatch, 1);
            }
        }

        Assert.InRange((double)sent["greedy"] / sent["modest"], 0.9, 1.1);
    }

    [Fact]
    public void A_claim_that_got_nothing_gives_its_places_back()
    {
        var place = Place("a", Lane.Transactional);
        for (var i = 0; i < 10; i++)
        {
            schedule.Add(place);
            schedule.Claimed(schedule.Next()!, 0, more: false);
        }

        Assert.Null(schedule.Next());
        Assert.True(schedule.IsIdle);
        Assert.Equal(32, FillWith(place));
    }

    [Fact]
    public void What_cannot_be_reported_stops_the_claims_until_a_few_are_worth_one()
    {
        var place = Place("a", Lane.Transactional);
        var sent = 0;
        schedule.Add(place);
        while (schedule.Next() is { } turn)
        {
            schedule.Claimed(turn, turn.Most, more: true);
            for (var i = 0; i < turn.Most; i++, sent++)
            {
                schedule.HandedOver(place, Proper);
            }
        }

        Assert.Equal(32 * 8, sent);
        for (var i = 0; i < 7; i++)
        {
            schedule.Reported(place.Dispatch, 1);
        }

        Assert.Null(schedule.Next());
        schedule.Reported(place.Dispatch, 1);
        Assert.Equal(8, schedule.Next()!.Most);
    }

    [Fact]
    public void A_provider_that_failed_ten_times_is_left_alone_in_all_its_dispatches_and_no_other_is()
    {
        Fail(Lane.Transactional, 10);
        schedule.Add(Place("a", Lane.Transactional, shard: 1));
        schedule.Add(Place("a", Lane.Bulk, shard: 2));
        Assert.Null(schedule.Next());
        Assert.Equal(clock.GetUtcNow().AddSeconds(30), schedule.Resumes);
        schedule.Add(Place("a", Lane.Transactional, NotifyChannel.Sms));
        Assert.Equal(NotifyChannel.Sms, schedule.Next()!.Place.Dispatch.Channel);
    }

    [Fact]
    public void After_its_pause_one_probe_goes_and_opens_the_way_for_all()
    {
        Fail(Lane.Transactional, 10);
        for (var shard = 0; shard < 3; shard++)
        {
            schedule.Add(Place("a", Lane.Transactional, shard: shard));
        }

        clock.Advance(TimeSpan.FromSeconds(30));
        schedule.Resume();
        var probe = schedule.Next()!;
        Assert.Equal((1, null, null), (probe.Most, schedule.Next(), schedule.Resumes));
        Serve(probe, 1, more: false);
        Assert.Equal(16, schedule.Next()!.Most);
    }

    [Fact]
    public void A_code_is_tried_each_second_while_everything_else_is_held_back()
    {
        Fail(Lane.Bulk, 10);
        schedule.Add(Place("a", Lane.Bulk));
        schedule.Add(Place("a", Lane.Otp));
        Assert.Null(schedule.Next());
        Assert.Equal(clock.GetUtcNow().AddSeconds(1), schedule.Resumes);
        clock.Advance(TimeSpan.FromSeconds(1));
        schedule.Resume();
        var code = schedule.Next()!;
        Assert.Equal((Lane.Otp, 1), (code.Place.Lane, code.Most));
        Assert.Null(schedule.Next());
        Serve(code, 1, more: false);
        Assert.Equal(Lane.Bulk, schedule.Next()!.Place.Lane);
    }

    private void Fail(Lane lane, int times)
    {
        for (var i = 0; i < times; i++)
        {
            schedule.Add(Place("a", lane));
            var turn = schedule.Next()!;
            schedule.Claimed(turn, 1, more: false);
            schedule.HandedOver(turn.Place, Failure with { Lane = lane });
            schedule.Reported(turn.Place.Dispatch, 1);
        }
    }

    private void Serve(Turn turn, int count, bool more)
    {
        schedule.Claimed(turn, count, more);
        for (var i = 0; i < count; i++)
        {
            schedule.HandedOver(turn.Place, Proper with { Lane = turn.Place.Lane });
            schedule.Reported(turn.Place.Dispatch, 1);
        }
    }

    private int FillWith(WorkPlace place)
    {
        schedule.Add(place);
        var taken = 0;
        while (schedule.Next() is { } turn)
        {
            taken += turn.Most;
            schedule.Claimed(turn, turn.Most, more: true);
        }

        return taken;
    }

    private static WorkPlace Place(string app, Lane lane, NotifyChannel channel = NotifyChannel.Email, int shard = 0) =>
        new(DispatchKey.Parse(NotifyKeys.Dispatch(app, channel, shard)), lane);
}

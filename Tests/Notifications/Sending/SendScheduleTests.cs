using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Notifications.Dispatch;
using OrleansBackends.Silo.Notifications.Sending;

namespace OrleansBackends.Tests.Notifications.Sending;

public sealed class SendScheduleTests
{
    private readonly SendSchedule schedule = new(window: 32, inSilo: 64);

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
        var small = new SendSchedule(window: 32, inSilo: 16);
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
                small.HandedOver(turn.Place);
                small.Reported(turn.Place);
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
                schedule.HandedOver(place);
            }
        }

        Assert.Equal(32 * 8, sent);
        for (var i = 0; i < 7; i++)
        {
            schedule.Reported(place);
        }

        Assert.Null(schedule.Next());
        schedule.Reported(place);
        Assert.Equal(8, schedule.Next()!.Most);
    }

    private void Serve(Turn turn, int count, bool more)
    {
        schedule.Claimed(turn, count, more);
        for (var i = 0; i < count; i++)
        {
            schedule.HandedOver(turn.Place);
            schedule.Reported(turn.Place);
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

using Microsoft.Extensions.DependencyInjection;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Dispatch;
using OrleansBackends.Grains.Interfaces.Notifications.Log;
using OrleansBackends.Grains.Notifications.Dispatch;
using OrleansBackends.Tests.Storage;

namespace OrleansBackends.Tests.Notifications.Dispatch;

/// <summary>How queues end: too late, too full, too old, or with the database.</summary>
[Collection<ClusterCollection>]
public sealed class DispatchEndTests(ClusterFixture cluster)
{
    private readonly string app = NewMessages.NewApp();

    private IDispatchGrain Dispatch => cluster.Grains.GetGrain<IDispatchGrain>(NotifyKeys.Dispatch(app, NotifyChannel.Email, 0));

    private IDispatchGrain Endpoint => cluster.Grains.GetGrain<IDispatchGrain>(NotifyKeys.WebhookDispatch(app, "e1"));

    private IJournal Journal => cluster.Services.GetRequiredService<IJournal>();

    [Fact]
    public async Task What_came_too_late_is_expired_and_what_was_tried_in_vain_is_dead()
    {
        await Dispatch.Enqueue([Message("ada"), Message("bob")]);
        var claims = (await Dispatch.Claim(Lane.Transactional, 2)).Messages;
        await Dispatch.Report([claims[0].Reported(SendResult.Expired, "expired"), claims[1].Reported(SendResult.Retry, "busy") with { RetryAfter = TimeSpan.FromSeconds(1) }]);
        cluster.Time.Advance(TimeSpan.FromMinutes(1));
        var late = Assert.Single((await Dispatch.Claim(Lane.Transactional, 2)).Messages);
        await Dispatch.Report([late.Reported(SendResult.Expired, "expired")]);
        Assert.Equal(MessageStatus.Expired, await Status(claims[0].Message.Id));
        Assert.Equal(MessageStatus.Dead, await Status(claims[1].Message.Id));
    }

    [Fact]
    public async Task An_endpoint_that_fails_for_five_days_is_to_be_disabled()
    {
        var webhook = Message("ada") with { Channel = NotifyChannel.Webhook, Destination = "e1" };
        await Endpoint.Enqueue([webhook]);
        var begun = cluster.Time.Now;
        Reported reported;
        do
        {
            var claim = Assert.Single((await Endpoint.Claim(Lane.Transactional, 1)).Messages);
            reported = await Endpoint.Report([claim.Reported(SendResult.Retry, "http-500")]);
            if (reported.Verdicts[0].RetryAt is not { } due)
            {
                Assert.Equal((9, MessageStatus.Dead), (claim.Attempt, reported.Verdicts[0].Status));
                break;
            }

            cluster.Time.Advance(due - cluster.Time.Now);
        }
        while (!reported.EndpointFailing);

        Assert.False(reported.EndpointFailing);
        await Endpoint.Enqueue([webhook with { Id = "msg_later", QueuedAt = begun.AddDays(5) }]);
        cluster.Time.Advance(begun.AddDays(5) - cluster.Time.Now);
        var last = Assert.Single((await Endpoint.Claim(Lane.Transactional, 1)).Messages);
        Assert.True((await Endpoint.Report([last.Reported(SendResult.Retry, "http-500")])).EndpointFailing);
    }

    [Fact]
    public async Task A_full_queue_refuses_more_until_some_have_left()
    {
        // A snapshot that says so stands for five million messages.
        await Dispatch.Enqueue([Message("ada")]);
        await cluster.Time.Until(SnapshotWritten, TimeSpan.FromSeconds(20), "a snapshot");
        var state = DispatchTestState.Read(cluster, Dispatch);
        Assert.Equal(1, (await state).Lanes[1].Count);
        await DispatchTestState.Change(cluster, Dispatch, s => s with { Lanes = s.Lanes.SetItem(1, s.Lanes[1] with { Count = IDispatchGrain.MaxOpen }) });
        Assert.Equal(DispatchErrors.QueueFull, (await Dispatch.Enqueue([Message("bob")])).Error);
        await Dispatch.Report([(await Dispatch.Claim(Lane.Transactional, 1)).Messages[0].Reported(SendResult.Sent)]);
        Assert.True((await Dispatch.Enqueue([Message("bob")])).IsOk);
    }

    [Fact]
    public async Task A_message_is_acknowledged_only_when_it_is_durable()
    {
        await Dispatch.Enqueue([Message("ada")]);
        var name = DispatchKey.Parse(Dispatch.GetPrimaryKeyString()).Stream(Lane.Transactional);
        var other = await Journal.Open(new JournalOwner(), name);
        await other.Append(new NewEntry("other", "{}"));
        var message = Message("bob");
        await cluster.EndsAsync(Dispatch, () => Assert.ThrowsAsync<JournalOwnershipLostException>(() => Dispatch.Enqueue([message])));
        Assert.Equal([0, 1, 0], (await Dispatch.Status()).Open);
        Assert.True((await Dispatch.Enqueue([message])).IsOk);
        Assert.Equal([0, 2, 0], (await Dispatch.Status()).Open);
    }

    [Fact]
    public async Task An_owner_that_was_overtaken_notes_nothing_and_its_successor_hands_out_again()
    {
        await Dispatch.Enqueue([Message("ada")]);
        var claim = Assert.Single((await Dispatch.Claim(Lane.Transactional, 1)).Messages);
        var name = DispatchKey.Parse(Dispatch.GetPrimaryKeyString()).Stream(Lane.Transactional);
        await (await Journal.Open(new JournalOwner(), name)).Append(new NewEntry("other", "{}"));
        await cluster.EndsAsync(
            Dispatch, () => Assert.ThrowsAsync<JournalOwnershipLostException>(() => Dispatch.Report([claim.Reported(SendResult.Sent)])));
        Assert.Equal(MessageStatus.Queued, await Status(claim.Message.Id));
        Assert.Equivalent(claim, Assert.Single((await Dispatch.Claim(Lane.Transactional, 1)).Messages));
    }

    [Fact]
    public async Task A_report_counts_once_and_only_for_a_claim_that_stands()
    {
        await Dispatch.Enqueue([Message("ada")]);
        var before = Assert.Single((await Dispatch.Claim(Lane.Transactional, 1)).Messages);
        await cluster.DeactivateAsync(Dispatch);
        Assert.Empty((await Dispatch.Report([before.Reported(SendResult.Sent)])).Verdicts);
        Assert.Equal(MessageStatus.Queued, await Status(before.Message.Id));

        var claim = Assert.Single((await Dispatch.Claim(Lane.Transactional, 1)).Messages);
        Assert.Single((await Dispatch.Report([claim.Reported(SendResult.Sent), claim.Reported(SendResult.Failed, "late")])).Verdicts);
        Assert.Empty((await Dispatch.Report([claim.Reported(SendResult.Failed, "late")])).Verdicts);
        Assert.Equal(MessageStatus.Sent, await Status(claim.Message.Id));
    }

    [Fact]
    public async Task After_ninety_days_the_log_forgets_but_never_what_is_open()
    {
        await Dispatch.Enqueue([Message("ada"), Message("bob") with { TtlSeconds = 200 * 86_400 }, Message("cleo")]);
        var claims = (await Dispatch.Claim(Lane.Transactional, 3)).Messages;
        await Dispatch.Report([claims[0].Reported(SendResult.Sent), claims[2].Reported(SendResult.Sent)]);
        await Dispatch.Report([claims[1].Reported(SendResult.Retry, "busy") with { RetryAfter = TimeSpan.FromDays(100) }]);
        await cluster.Time.Until(SnapshotWritten, TimeSpan.FromSeconds(20), "a snapshot");
        cluster.Time.Advance(TimeSpan.FromDays(91));
        await cluster.Grains.GetGrain<IOutboxGrain>(Dispatch.GetGrainId()).DeliverOutbox();
        var name = DispatchKey.Parse(Dispatch.GetPrimaryKeyString()).Stream(Lane.Transactional);
        Assert.Equal(2, (await Journal.Read(name, 0, 10))[0].Seq);
        cluster.Time.Advance(TimeSpan.FromDays(10));
        Assert.Equal(claims[1].Message.Id, Assert.Single((await Dispatch.Claim(Lane.Transactional, 3)).Messages).Message.Id);
    }

    [Fact]
    public async Task A_claim_that_nobody_reports_is_handed_out_again()
    {
        await Dispatch.Enqueue([Message("ada")]);
        var lost = Assert.Single((await Dispatch.Claim(Lane.Transactional, 1)).Messages);
        cluster.Time.Advance(TimeSpan.FromMinutes(11));
        await cluster.FireReminder(Dispatch, cluster.Time.Now);
        Assert.Equal(lost.Message.Id, Assert.Single((await Dispatch.Claim(Lane.Transactional, 1)).Messages).Message.Id);
    }

    [Fact]
    public async Task A_claim_that_got_no_answer_is_made_again_and_gets_the_same()
    {
        await Dispatch.Enqueue([Message("ada"), Message("bob"), Message("cleo"), Message("dora")]);
        var ticket = new ClaimTicket(Guid.NewGuid(), Sender: null, Again: false);
        var again = ticket with { Again = true };
        var lost = (await Dispatch.ClaimFor(ticket, Lane.Transactional, 2)).Messages;
        Assert.Equal(lost, (await Dispatch.ClaimFor(again, Lane.Transactional, 2)).Messages);
        await Dispatch.Report([lost[0].Reported(SendResult.Sent)]);
        Assert.Equal([lost[1]], (await Dispatch.ClaimFor(again, Lane.Transactional, 2)).Messages);

        var never = await Dispatch.ClaimFor(again with { Id = Guid.NewGuid() }, Lane.Transactional, 1);
        Assert.Equal("cleo", Assert.Single(never.Messages).Message.Subscriber);
        Assert.Equal("dora", Assert.Single((await Dispatch.ClaimFor(ticket, Lane.Transactional, 2)).Messages).Message.Subscriber);
    }

    private async Task<bool> SnapshotWritten() => (await DispatchTestState.Read(cluster, Dispatch)).Lanes.Sum(lane => lane.Folded) > 0;

    private QueuedMessage Message(string subscriber) => NewMessages.Of(app, subscriber, cluster.Time.Now);

    private async Task<MessageStatus> Status(string id) =>
        (await cluster.Grains.GetGrain<INotificationQueries>(0).Message(app, id)).Require().Message.Status;
}

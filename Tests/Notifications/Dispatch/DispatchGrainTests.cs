using Microsoft.Extensions.DependencyInjection;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Dispatch;
using OrleansBackends.Grains.Interfaces.Notifications.Log;

namespace OrleansBackends.Tests.Notifications.Dispatch;

[Collection<ClusterCollection>]
public sealed class DispatchGrainTests(ClusterFixture cluster)
{
    private readonly string app = NewMessages.NewApp();

    private IDispatchGrain Dispatch => cluster.Grains.GetGrain<IDispatchGrain>(NotifyKeys.Dispatch(app, NotifyChannel.Email, 0));

    private INotificationQueries Log => cluster.Grains.GetGrain<INotificationQueries>(0);

    [Fact]
    public async Task A_message_is_handed_out_once_and_ends_when_it_was_sent()
    {
        var message = Message("ada");
        await Enqueue(message);
        var claim = Assert.Single((await Dispatch.Claim(Lane.Transactional, 10)).Messages);
        Assert.Equivalent(message, claim.Message);
        Assert.Empty((await Dispatch.Claim(Lane.Transactional, 10)).Messages);

        var verdict = Assert.Single((await Dispatch.Report([claim.Reported(SendResult.Sent) with { ProviderId = "p1" }])).Verdicts);
        Assert.Equal(new SendVerdict(message.Id, MessageStatus.Sent, null, null), verdict);
        Assert.Equal([0, 0, 0], (await Dispatch.Status()).Open);
        var detail = (await Log.Message(app, message.Id)).Require();
        Assert.Equal([MessageStatus.Queued, MessageStatus.Sent], detail.Events.Select(e => e.Status));
        Assert.Equal((1, "p1"), (detail.Events[1].Attempt, detail.Events[1].ProviderId));
        Assert.Equal("a…@example.org", detail.Message.To);
    }

    [Fact]
    public async Task Repeats_are_one_message_also_from_racing_callers_and_after_a_restart()
    {
        var message = Message("ada");
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Enqueue(message)));
        await cluster.DeactivateAsync(Dispatch);
        await Enqueue(message, message);
        Assert.Equal([0, 1, 0], (await Dispatch.Status()).Open);

        await Dispatch.Report([(await Claim(1))[0].Reported(SendResult.Sent)]);
        await cluster.DeactivateAsync(Dispatch);
        await Enqueue(message);
        Assert.Equal([0, 0, 0], (await Dispatch.Status()).Open);
    }

    [Fact]
    public async Task What_was_being_sent_when_the_silo_ended_is_sent_again_under_the_same_id()
    {
        await Enqueue(Message("ada"), Message("bob"));
        var before = await Claim(10);
        await cluster.DeactivateAsync(Dispatch);
        var after = await Claim(10);
        Assert.Equal(before.Select(claim => claim.Message.Id), after.Select(claim => claim.Message.Id));
        Assert.All(after, claim => Assert.Equal(0, claim.Attempt));
    }

    [Fact]
    public async Task Of_two_thousand_messages_none_is_missing_when_the_activation_ends_in_between()
    {
        var all = Enumerable.Range(0, 2_000).Select(i => Message($"s{i}")).ToList();
        foreach (var some in all.Chunk(IDispatchGrain.MaxMessages))
        {
            await Enqueue(some);
        }

        var sent = new List<string>();
        for (var round = 0; sent.Count < all.Count; round++)
        {
            var claims = await Claim(140);
            var reported = round % 4 == 3 ? claims.Take(20).ToList() : claims;
            await Dispatch.Report([.. reported.Select(claim => claim.Reported(SendResult.Sent))]);
            sent.AddRange(reported.Select(claim => claim.Message.Id));
            if (round % 4 == 3)
            {
                await cluster.DeactivateAsync(Dispatch);
            }
        }

        Assert.Equal(all.Select(message => message.Id).Order(), sent.Order());
        Assert.Equal([0, 0, 0], (await Dispatch.Status()).Open);
    }

    [Fact]
    public async Task A_failed_attempt_comes_again_after_its_wait_also_after_a_restart()
    {
        await Enqueue(Message("ada"));
        var retry = await Fail((await Claim(1))[0], TimeSpan.FromSeconds(90));
        Assert.Equal(MessageStatus.Queued, retry.Status);
        Assert.True(retry.RetryAt >= cluster.Time.Now + TimeSpan.FromSeconds(90));
        await cluster.DeactivateAsync(Dispatch);
        Assert.Empty(await Claim(1));
        cluster.Time.Advance(TimeSpan.FromSeconds(91));
        Assert.Equal(1, Assert.Single(await Claim(1)).Attempt);
    }

    [Fact]
    public async Task A_message_past_its_age_is_a_dead_letter_and_can_be_replayed()
    {
        var message = Message("ada");
        await Enqueue(message);
        Assert.Equal(DispatchErrors.NotDead, (await Dispatch.Replay(message.Id, null)).Error);
        var dead = await Fail((await Claim(1))[0], TimeSpan.FromDays(2));
        Assert.Equal((MessageStatus.Dead, "busy"), (dead.Status, dead.Reason));
        Assert.Equal(message.Id, Assert.Single(await Log.DeadLetters(app, Everything, 10)).Id);

        Assert.True((await Dispatch.Replay(message.Id, 7)).IsOk);
        Assert.Empty(await Log.DeadLetters(app, Everything, 10));
        var again = Assert.Single(await Claim(1));
        Assert.Equal((message.Id, 7, 0), (again.Message.Id, again.Message.WorkflowVersion, again.Attempt));
        Assert.Equal(DispatchErrors.MessageNotFound, (await Dispatch.Replay("msg_none", null)).Error);
    }

    [Fact]
    public async Task A_range_of_dead_letters_is_replayed_at_once()
    {
        var messages = Enumerable.Range(0, 5).Select(i => Message($"s{i}")).ToArray();
        await Enqueue(messages);
        var claims = await Claim(5);
        await Dispatch.Report([.. claims.Skip(1).Select(claim => claim.Reported(SendResult.Retry, "busy") with { RetryAfter = TimeSpan.FromDays(2) })]);
        await Dispatch.Report([claims[0].Reported(SendResult.Sent)]);
        Assert.Equal(0, await cluster.Grains.GetGrain<INotificationReplay>(0).Replay(app, Everything with { Reason = "other" }));
        Assert.Equal(4, await cluster.Grains.GetGrain<INotificationReplay>(0).Replay(app, Everything));
        Assert.Equal(4, (await Claim(10)).Count);
    }

    [Fact]
    public async Task One_time_codes_are_not_replayed()
    {
        var code = Message("ada") with { Lane = Lane.Otp, TtlSeconds = 1 };
        await Enqueue(code);
        await Fail(Assert.Single((await Dispatch.Claim(Lane.Otp, 1)).Messages), TimeSpan.FromMinutes(1));
        Assert.Equal(DispatchErrors.NotReplayable, (await Dispatch.Replay(code.Id, null)).Error);
    }

    [Fact]
    public async Task A_text_message_of_unknown_outcome_waits_for_somebody_to_decide()
    {
        var text = Message("ada") with { Channel = NotifyChannel.Sms };
        await Enqueue(text);
        var unknown = await Dispatch.Report([(await Claim(1))[0].Reported(SendResult.Unknown, "timeout")]);
        Assert.Equal(MessageStatus.Unknown, Assert.Single(unknown.Verdicts).Status);
        Assert.True((await Dispatch.Replay(text.Id, null)).IsOk);
    }

    [Fact]
    public async Task A_mail_of_unknown_outcome_is_sent_again()
    {
        await Enqueue(Message("ada"));
        var again = await Dispatch.Report([(await Claim(1))[0].Reported(SendResult.Unknown, "timeout")]);
        Assert.NotNull(Assert.Single(again.Verdicts).RetryAt);
    }

    [Fact]
    public async Task What_waits_can_be_stopped_and_what_is_being_sent_cannot()
    {
        var (first, second) = (Message("ada"), Message("bob"));
        await Enqueue(first, second);
        var claim = Assert.Single(await Claim(1));
        Assert.Equal([second.Id], await Dispatch.Cancel([first.Id, second.Id, "msg_none"]));
        await cluster.DeactivateAsync(Dispatch);
        Assert.Equal(claim.Message.Id, Assert.Single(await Claim(10)).Message.Id);
        Assert.Equal(MessageStatus.Cancelled, (await Log.Message(app, second.Id)).Require().Message.Status);
        Assert.Empty(await Dispatch.Cancel([second.Id]));
        await Enqueue(second);
        Assert.Equal([0, 1, 0], (await Dispatch.Status()).Open);
    }

    [Fact]
    public async Task A_receipt_is_noted_once()
    {
        var message = Message("ada");
        await Enqueue(message);
        await Dispatch.Report([(await Claim(1))[0].Reported(SendResult.Sent)]);
        await Dispatch.Confirm(new MessageReceipt(message.Id, Delivered: true, null));
        await Dispatch.Confirm(new MessageReceipt(message.Id, Delivered: true, null));
        await Dispatch.Confirm(new MessageReceipt("msg_none", Delivered: true, null));
        Assert.Equal(
            [MessageStatus.Queued, MessageStatus.Sent, MessageStatus.Delivered],
            (await Log.Message(app, message.Id)).Require().Events.Select(e => e.Status));
        Assert.Equal([0, 0, 0], (await Dispatch.Status()).Open);
    }

    [Fact]
    public async Task A_forgotten_address_is_in_no_entry_while_the_outcome_stays()
    {
        var (sent, waiting) = (Message("ada"), Message("bob"));
        await Enqueue(sent, waiting);
        await Dispatch.Report([(await Claim(1))[0].Reported(SendResult.Sent)]);
        await Dispatch.Forget([sent.Id, waiting.Id]);
        var journal = cluster.Services.GetRequiredService<IJournal>();
        var entries = await journal.Read(Grains.Notifications.Dispatch.DispatchKey.Parse(Dispatch.GetPrimaryKeyString()).Stream(Lane.Transactional), 0, 100);
        Assert.DoesNotContain(entries, entry => entry.Data.Contains("ada@", StringComparison.Ordinal) || entry.Data.Contains("bob@", StringComparison.Ordinal));
        Assert.Equal(MessageStatus.Sent, (await Log.Message(app, sent.Id)).Require().Message.Status);
        Assert.Equal(MessageStatus.Cancelled, (await Log.Message(app, waiting.Id)).Require().Message.Status);
        Assert.Equal([0, 0, 0], (await Dispatch.Status()).Open);
    }

    [Fact]
    public async Task A_queued_message_keeps_a_reminder_until_nothing_is_open()
    {
        await Enqueue(Message("ada"));
        await cluster.FireReminder(Dispatch, cluster.Time.Now + TimeSpan.FromMinutes(1));
        await Dispatch.Report([(await Claim(1))[0].Reported(SendResult.Sent)]);
        await cluster.FireReminder(Dispatch, cluster.Time.Now + TimeSpan.FromMinutes(1));
        var reminders = await cluster.Services.GetRequiredService<IReminderTable>().ReadRows(Dispatch.GetGrainId());
        Assert.Empty(reminders.Reminders);
    }

    private static DeadRange Everything { get; } = new(NotifyChannel.Email, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100), null);

    private QueuedMessage Message(string subscriber) => NewMessages.Of(app, subscriber, cluster.Time.Now);

    private async Task Enqueue(params QueuedMessage[] messages) => Assert.True((await Dispatch.Enqueue(messages)).IsOk);

    private async Task<List<ClaimedMessage>> Claim(int most) => [.. (await Dispatch.Claim(Lane.Transactional, most)).Messages];

    private async Task<SendVerdict> Fail(ClaimedMessage claim, TimeSpan retryAfter) =>
        Assert.Single((await Dispatch.Report([claim.Reported(SendResult.Retry, "busy") with { RetryAfter = retryAfter }])).Verdicts);
}

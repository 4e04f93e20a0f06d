using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Dispatch;
using OrleansBackends.Grains.Interfaces.Notifications.Log;
using OrleansBackends.Tests.Notifications.Dispatch;
using OrleansBackends.Tests.Storage;

namespace OrleansBackends.Tests.Notifications.Log;

/// <summary>The same lists, with the same expectations, on both databases.</summary>
[Collection<StorageCollection>]
public sealed class NotificationQueryTests(StorageSilos silos)
{
    private readonly string app = NewMessages.NewApp();

    [Theory, OnBothDatabases]
    public async Task Pages_neither_skip_nor_repeat_and_the_last_change_comes_first(Db db)
    {
        var (dispatch, queries) = await Open(db);
        var messages = await Enqueue(dispatch, 7);
        var claim = (await dispatch.Claim(Lane.Transactional, 1)).Messages.Single();
        await dispatch.Report([claim.Reported(SendResult.Sent)]);

        var listed = await All(queries, new MessageFilter());
        Assert.Equal(messages.Select(m => m.Id).Order(), listed.Select(m => m.Id).Order());
        Assert.Equal((claim.Message.Id, MessageStatus.Sent), (listed[0].Id, listed[0].Status));
        Assert.Equal(listed.OrderByDescending(m => m.At).Select(m => m.At), listed.Select(m => m.At));
        Assert.Equal(Errors.InvalidCursor, (await queries.Messages(app, new MessageFilter(), new PageRequest(5, "nonsense"))).Error);
        Assert.Empty((await queries.Messages(NewMessages.NewApp(), new MessageFilter(), new PageRequest(5, null))).Require().Items);
    }

    [Theory, OnBothDatabases]
    public async Task What_is_to_be_tried_again_is_handed_out_again(Db db)
    {
        var (dispatch, _) = await Open(db);
        var message = (await Enqueue(dispatch, 1)).Single();
        var first = (await dispatch.Claim(Lane.Transactional, 1)).Messages.Single();
        await dispatch.Report([first.Reported(SendResult.Retry, "busy")]);

        IReadOnlyList<ClaimedMessage> again = [];
        await TestTime.Eventually(
            async () => (again = (await dispatch.Claim(Lane.Transactional, 1)).Messages).Count > 0, "the message is handed out again");

        Assert.Equal((message.Id, 1), (again.Single().Message.Id, again.Single().Attempt));
    }

    [Theory, OnBothDatabases]
    public async Task Each_filter_finds_its_own(Db db)
    {
        var (dispatch, queries) = await Open(db);
        var messages = await Enqueue(dispatch, 4);
        var claims = (await dispatch.Claim(Lane.Transactional, 3)).Messages;
        await dispatch.Report(
        [
            claims[0].Reported(SendResult.Sent),
            claims[1].Reported(SendResult.Failed, "user-unknown"),
            claims[2].Reported(SendResult.Retry, "busy") with { RetryAfter = TimeSpan.FromDays(2) },
        ]);

        Assert.Equal([messages[0].Id], await Ids(queries, new MessageFilter { Status = MessageStatus.Sent }));
        Assert.Equal([messages[1].Id], await Ids(queries, new MessageFilter { Status = MessageStatus.Failed }));
        Assert.Equal([messages[2].Id], await Ids(queries, new MessageFilter { Status = MessageStatus.Dead, Channel = NotifyChannel.Email }));
        Assert.Equal([messages[3].Id], await Ids(queries, new MessageFilter { Status = MessageStatus.Queued }));
        Assert.Equal([messages[1].Id], await Ids(queries, new MessageFilter { Subscriber = messages[1].Subscriber }));
        Assert.Equal([messages[2].Id], await Ids(queries, new MessageFilter { TransactionId = messages[2].TransactionId, Workflow = "welcome" }));
        Assert.Empty(await Ids(queries, new MessageFilter { Channel = NotifyChannel.Sms }));
        Assert.Empty(await Ids(queries, new MessageFilter { Workflow = "other" }));
        Assert.Empty(await Ids(queries, new MessageFilter { From = DateTimeOffset.UtcNow.AddHours(1) }));
        Assert.Equal(4, (await Ids(queries, new MessageFilter { From = DateTimeOffset.UtcNow.AddHours(-1), To = DateTimeOffset.UtcNow.AddHours(1) })).Count);
        Assert.Equal([new OutcomeCount(NotifyChannel.Email, MessageStatus.Sent, 1)], await queries.Outcomes(app, messages[0].TransactionId));
    }

    [Theory, OnBothDatabases]
    public async Task Dead_letters_of_a_range_come_with_the_dispatch_that_has_them(Db db)
    {
        var (dispatch, queries) = await Open(db);
        var messages = await Enqueue(dispatch, 3);
        var claims = (await dispatch.Claim(Lane.Transactional, 3)).Messages;
        await dispatch.Report([.. claims.Select(claim => claim.Reported(SendResult.Retry, "busy") with { RetryAfter = TimeSpan.FromDays(2) })]);
        var range = new DeadRange(NotifyChannel.Email, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(1), "busy");
        var dead = await queries.DeadLetters(app, range, 2);
        Assert.Equal(messages.Take(2).Select(m => new MessagePlace(m.Id, dispatch.GetPrimaryKeyString())), dead);
        Assert.Empty(await queries.DeadLetters(app, range with { Reason = "other" }, 10));
        Assert.Empty(await queries.DeadLetters(app, range with { To = DateTimeOffset.UtcNow.AddHours(-1) }, 10));
    }

    [Theory, OnBothDatabases]
    public async Task A_subscribers_messages_are_found_for_erasure(Db db)
    {
        var (dispatch, queries) = await Open(db);
        var messages = Enumerable.Range(0, 3).Select(_ => NewMessages.Of(app, "ada", DateTimeOffset.UtcNow)).OrderBy(m => m.Id, StringComparer.Ordinal).ToList();
        await dispatch.Enqueue(messages);
        var first = await queries.OfSubscriber(app, "ada", "", 2);
        var rest = await queries.OfSubscriber(app, "ada", first[^1].Id, 2);
        Assert.Equal(messages.Select(m => new MessagePlace(m.Id, dispatch.GetPrimaryKeyString())), [.. first, .. rest]);
    }

    [Theory, OnBothDatabases]
    public async Task Every_list_is_read_through_its_index(Db db)
    {
        await Open(db);
        // While a table is empty several indexes cost the same.
        const string Given =
            """
            INSERT INTO journal (slice, stream, seq, at, kind, data)
            SELECT 'notifications', 'living', n, now(), CASE n % 10 WHEN 0 THEN 'queued' ELSE 'attempt' END,
                   jsonb_build_object('app', 'a', 'channel', 'email', 'msg', n::text, 'tx', n::text, 'subscriber', n::text)
              FROM generate_series(1, 2000) n;
            ANALYZE journal_notifications
            """;
        const string Page = "AND at <= @at AND (at, seq, stream) < (@at, 5, 'x') ORDER BY at DESC, seq DESC, stream DESC LIMIT 20";
        await silos.AssertUses(db, "notifications_log_app", $"SELECT msg FROM notifications_messages WHERE app = 'a' {Page}", Given);
        await silos.AssertUses(db, "notifications_log_tx", $"SELECT msg FROM notifications_messages WHERE app = 'a' AND tx = '7' {Page}", Given);
        await silos.AssertUses(db, "notifications_log_subscriber", $"SELECT msg FROM notifications_messages WHERE app = 'a' AND subscriber = '7' {Page}", Given);
        await silos.AssertUses(db, "notifications_log_dead", $"SELECT msg FROM notifications_dead WHERE app = 'a' AND channel = 'email' {Page}", Given);
        await silos.AssertUses(db, "notifications_log_msg", "SELECT msg FROM notifications_log WHERE msg IN ('7', '8') AND stream IN ('living', 'y')", Given);
        await silos.AssertUses(db, "notifications_log_queued", "SELECT seq FROM notifications_queued WHERE stream = 'living' AND seq > 5 ORDER BY seq LIMIT 5", Given);
    }

    private async Task<(IDispatchGrain Dispatch, INotificationQueries Queries)> Open(Db db)
    {
        var grains = await silos.Get<IGrainFactory>(db);
        return (grains.GetGrain<IDispatchGrain>(NotifyKeys.Dispatch(app, NotifyChannel.Email, 3)), grains.GetGrain<INotificationQueries>(0));
    }

    private async Task<List<QueuedMessage>> Enqueue(IDispatchGrain dispatch, int count)
    {
        var messages = Enumerable.Range(0, count).Select(i => NewMessages.Of(app, $"s{i}", DateTimeOffset.UtcNow, $"t{i}")).ToList();
        Assert.True((await dispatch.Enqueue(messages)).IsOk);
        return messages;
    }

    private async Task<List<string>> Ids(INotificationQueries queries, MessageFilter filter) => [.. (await All(queries, filter)).Select(m => m.Id)];

    private async Task<List<MessageView>> All(INotificationQueries queries, MessageFilter filter)
    {
        var messages = new List<MessageView>();
        string? cursor = null;
        do
        {
            var page = (await queries.Messages(app, filter, new PageRequest(2, cursor))).Require();
            messages.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        return messages;
    }
}

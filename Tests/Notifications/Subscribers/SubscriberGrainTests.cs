using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Inbox;
using OrleansBackends.Grains.Interfaces.Notifications.Log;
using OrleansBackends.Grains.Interfaces.Notifications.Preferences;
using OrleansBackends.Grains.Interfaces.Notifications.Subscribers;
using OrleansBackends.Grains.Interfaces.Notifications.Triggers;
using OrleansBackends.Grains.Notifications.Log;
using OrleansBackends.Grains.Notifications.Subscribers;

namespace OrleansBackends.Tests.Notifications.Subscribers;

[Collection<ClusterCollection>]
public sealed class SubscriberGrainTests(ClusterFixture cluster)
{
    private const string Anna = "anna";

    [Fact]
    public async Task A_delivery_that_comes_again_does_nothing_and_answers_the_same()
    {
        var app = await cluster.AppAsync();
        var delivery = Delivery(await app.PublishAsync("order", NotifyData.Inbox()), "tx");
        var first = await app.Subscriber(Anna).Deliver(delivery);
        await cluster.DeactivateAsync(app.Subscriber(Anna));
        Assert.Equal(first, await app.Subscriber(Anna).Deliver(delivery));
        Assert.Single(await app.ItemsAsync(Anna));
        Assert.Single(await app.EntriesAsync<ReceivedEntry>(Anna, EntryKinds.Received));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_delivery_whose_write_failed_is_repeated_to_the_same_end(bool afterWriting)
    {
        var app = await cluster.AppAsync();
        var delivery = Delivery(await app.PublishAsync("order", NotifyData.Inbox(), NotifyData.Sms()), "tx");
        cluster.FailWrites(SubscriberState.Name, NotifyKeys.Subscriber(app.App, Anna), afterWriting: afterWriting);
        await Assert.ThrowsAnyAsync<Exception>(() => app.Subscriber(Anna).Deliver(delivery));
        Assert.Equal(1, (await app.Subscriber(Anna).Deliver(delivery)).Suppressed);
        Assert.Equal("Order 7", Assert.Single(await app.ItemsAsync(Anna)).Title);
        Assert.Single(await app.EntriesAsync<ReceivedEntry>(Anna, EntryKinds.Received));
        Assert.Equal(NotifyReasons.NoAddress, Assert.Single(await app.SuppressedAsync(Anna)).Reason);
    }

    [Fact]
    public async Task Racing_deliveries_of_many_triggers_each_count_once()
    {
        var app = await cluster.AppAsync();
        await app.PublishAsync("order", NotifyData.Inbox());
        await Task.WhenAll(Enumerable.Range(0, 60).Select(n => app.Subscriber(Anna).Deliver(Delivery("order", $"tx{n % 20}"))));
        Assert.Equal(new InboxCounts(20, 20), await app.CountsAsync(Anna));
        Assert.Equal(Enumerable.Range(1, 20).Reverse().Select(n => $"{n}"), (await app.ItemsAsync(Anna)).Select(item => item.Id));
    }

    [Fact]
    public async Task A_run_goes_on_after_its_delay_unless_the_item_was_read()
    {
        var app = await cluster.AppAsync();
        await app.PublishAsync("order", NotifyData.Inbox(), NotifyData.Delay(600), NotifyData.Sms() with { When = "inbox.read == false" });
        (await app.Trigger("tx").Start(NotifyData.Trigger("order", Anna, "bert"))).Require();
        await app.ToldAsync("tx");
        (await app.Subscriber(Anna).Mark(new InboxMarks(InboxMark.Read, ["1"], null))).Require();
        foreach (var id in new[] { Anna, "bert" })
        {
            await cluster.Time.Until(async () => (await app.SuppressedAsync(id)).Count > 0, TimeSpan.FromMinutes(12), $"the run of {id} goes on");
        }

        Assert.Equal(NotifyReasons.Condition, Assert.Single(await app.SuppressedAsync(Anna)).Reason);
        Assert.Equal(NotifyReasons.NoAddress, Assert.Single(await app.SuppressedAsync("bert")).Reason);
    }

    [Fact]
    public async Task A_message_is_held_over_quiet_hours_and_leaves_after_them()
    {
        var app = await cluster.AppAsync();
        await WithMailAsync(app);
        await app.PublishAsync("order", NotifyData.Email());
        var now = cluster.Time.Now;
        var window = new QuietWindow([1, 2, 3, 4, 5, 6, 7], Clock(now.AddMinutes(-5)), Clock(now.AddMinutes(30)));
        (await app.Subscriber(Anna).SetPreferences(new PreferencesChange(Nothing, new QuietHours(true, [window])))).Require();
        (await app.Trigger("tx").Start(NotifyData.Trigger("order", Anna))).Require();
        await app.ToldAsync("tx");
        var held = Assert.Single(await app.EntriesAsync<LogEntry>(Anna, EntryKinds.Held));
        Assert.Equal(MessageStatus.Held, held.Status);
        Assert.Empty(await QueuedAsync(app, Anna));
        await cluster.FireReminder(app.Subscriber(Anna), held.RetryAt!.Value);
        Assert.Equal(held.Msg, Assert.Single(await QueuedAsync(app, Anna)));
    }

    [Fact]
    public async Task A_digest_becomes_one_message_and_a_repeat_adds_nothing()
    {
        var app = await cluster.AppAsync();
        var digest = NotifyData.Inbox() with
        {
            Templates = new Dictionary<string, IReadOnlyDictionary<string, string>> { ["en"] = new Dictionary<string, string> { ["title"] = "{{ payload.total }} of {{ payload.items[0].shop }}" } },
        };
        await app.PublishAsync("order", NotifyData.Digest(3_600), digest);
        foreach (var tx in new[] { "tx1", "tx2", "tx3" })
        {
            (await app.Trigger(tx).Start(NotifyData.Trigger("order", Anna))).Require();
            await app.ToldAsync(tx);
        }

        await app.Subscriber(Anna).Deliver(Delivery("order", "tx2"));
        Assert.Empty(await app.ItemsAsync(Anna));
        await cluster.FireReminder(app.Subscriber(Anna), cluster.Time.Now.AddHours(1));
        Assert.Equal("3 of A", Assert.Single(await app.ItemsAsync(Anna)).Title);
    }

    [Fact]
    public async Task A_cancelled_trigger_does_not_go_on()
    {
        var app = await cluster.AppAsync();
        await app.PublishAsync("order", NotifyData.Delay(600), NotifyData.Inbox());
        (await app.Trigger("tx").Start(NotifyData.Trigger("order", Anna))).Require();
        await app.ToldAsync("tx");
        Assert.Equal(1, await app.Subscriber(Anna).Cancel("tx"));
        Assert.Equal(0, await app.Subscriber(Anna).Cancel("tx"));
        Assert.Equal(MessageStatus.Cancelled, Assert.Single(await app.EntriesAsync<LogEntry>(Anna, EntryKinds.Cancelled)).Status);
    }

    [Fact]
    public async Task Marks_are_kept_and_pages_of_an_inbox_neither_skip_nor_repeat()
    {
        var app = await cluster.AppAsync();
        await app.PublishAsync("order", NotifyData.Inbox());
        for (var n = 0; n < 25; n++)
        {
            await app.Subscriber(Anna).Deliver(Delivery("order", $"tx{n}"));
        }

        var grain = app.Subscriber(Anna);
        Assert.Equal(new InboxCounts(15, 15), (await grain.Mark(new InboxMarks(InboxMark.Read, [], "10"))).Require());
        Assert.Equal(new InboxCounts(14, 14), (await grain.Mark(new InboxMarks(InboxMark.Archived, ["25", "1"], null))).Require());
        await cluster.DeactivateAsync(grain);
        var (seen, cursor) = (new List<string>(), (string?)null);
        do
        {
            var page = (await grain.Inbox(InboxStatus.All, new PageRequest(7, cursor))).Require();
            Assert.Equal(new InboxCounts(14, 14), page.Counts);
            seen.AddRange(page.Page.Items.Select(item => item.Id));
            cursor = page.Page.NextCursor;
        }
        while (cursor is not null);

        Assert.Equal(Enumerable.Range(2, 23).Reverse().Select(n => $"{n}"), seen);
        Assert.Equal("item-not-found", (await grain.Mark(new InboxMarks(InboxMark.Read, ["26"], null))).Error?.Code);
        Assert.Equal("invalid-cursor", (await grain.Inbox(InboxStatus.All, new PageRequest(7, "no"))).Error?.Code);
        Assert.Equal("25", (await grain.Inbox(InboxStatus.Archived, new PageRequest(1, null))).Require().Page.Items[0].Id);
    }

    [Fact]
    public async Task Watchers_of_an_inbox_hear_of_items_marks_and_counts()
    {
        var app = await cluster.AppAsync();
        await app.PublishAsync("order", NotifyData.Inbox());
        using var observer = new Observer(cluster.Grains);
        await app.Subscriber(Anna).Watch(observer.Reference, null);
        await app.Subscriber(Anna).Deliver(Delivery("order", "tx"));
        await app.Subscriber(Anna).Mark(new InboxMarks(InboxMark.Seen, ["1"], null));
        await app.Subscriber(Anna).Mark(new InboxMarks(InboxMark.Seen, ["1"], null));
        await cluster.Time.Until(() => Task.FromResult(observer.Events.Count() >= 4), TimeSpan.FromSeconds(1), "the watcher is told");
        Assert.Equal(["item", "counts", "marked", "counts"], observer.Events.Select(e => e.Name));
        Assert.Equal("""{"unread":1,"unseen":0}""", observer.Events.Last().Data);
    }

    [Fact]
    public async Task An_erased_subscriber_is_not_there_and_its_items_are_empty()
    {
        var app = await cluster.AppAsync();
        await app.PublishAsync("order", NotifyData.Inbox());
        var grain = app.Subscriber(Anna);
        (await grain.Put(new SubscriberContact { Email = "anna@example.org" })).Require();
        await grain.Deliver(Delivery("order", "tx"));
        (await grain.Erase()).Require();
        (await grain.Erase()).Require();
        Assert.Equal("subscriber-not-found", (await grain.Get()).Error?.Code);
        Assert.Equal(new InboxCounts(0, 0), await app.CountsAsync(Anna));
        var journal = cluster.Services.GetRequiredService<IJournal>();
        var entries = await journal.Read(SubscriberGrain.Stream(app.App, Anna), 0, 100);
        Assert.DoesNotContain(entries, entry => entry.Data.Contains("Order 7", StringComparison.Ordinal));
        await grain.Deliver(Delivery("order", "tx2"));
        Assert.Equal("2", Assert.Single(await app.ItemsAsync(Anna)).Id);
    }

    [Fact]
    public async Task Devices_are_ten_of_a_kind_and_one_for_an_address()
    {
        var app = await cluster.AppAsync();
        var grain = app.Subscriber(Anna);
        for (var n = 0; n < 10; n++)
        {
            (await grain.AddDevice(new NewDevice { Kind = DeviceKind.Fcm, Token = $"token-{n}" })).Require();
        }

        Assert.Equal("too-many-devices", (await grain.AddDevice(new NewDevice { Kind = DeviceKind.Fcm, Token = "token-x" })).Error?.Code);
        var again = (await grain.AddDevice(new NewDevice { Kind = DeviceKind.Fcm, Token = "token-3" })).Require();
        Assert.Equal(10, (await grain.Devices()).Count);
        (await grain.RemoveDevice(again.Id)).Require();
        (await grain.RemoveDevice(again.Id)).Require();
        Assert.Equal(9, (await grain.Devices()).Count);
        Assert.Equal("url-not-public", (await grain.AddDevice(new NewDevice { Kind = DeviceKind.Webpush, Endpoint = "https://127.0.0.1/push" })).Error?.Code);
    }

    [Theory]
    [InlineData("email", "nobody", "address-invalid")]
    [InlineData("phone", "030123", "address-invalid")]
    [InlineData("timeZone", "Mars/Base", "unknown-zone")]
    [InlineData("data", "[1]", "invalid-request")]
    public async Task A_contact_that_is_none_is_refused(string member, string value, string code)
    {
        var contact = member switch
        {
            "email" => new SubscriberContact { Email = value },
            "phone" => new SubscriberContact { Phone = value },
            "timeZone" => new SubscriberContact { TimeZone = value },
            _ => new SubscriberContact { Data = value },
        };
        var app = await cluster.AppAsync();
        var refused = (await app.Subscriber(Anna).Put(contact)).Error;
        Assert.Equal((code, member), (refused?.Code, refused?.Member));
    }

    private static Dictionary<string, IReadOnlyDictionary<NotifyChannel, bool?>> Nothing => [];

    private static string Clock(DateTimeOffset at) => at.ToString("HH:mm", CultureInfo.InvariantCulture);

    private Delivery Delivery(string workflow, string transactionId) => new(
        transactionId, workflow, 1, """{"order":7,"shop":"A"}""", cluster.Time.Now, null, new Recipient { SubscriberId = Anna, Email = "anna@example.org" });

    private static async Task WithMailAsync(TestApp app) =>
        (await app.Grain.PutProvider(app.Caller, new() { Email = new() { Host = "smtp.invalid.example", Port = 587, From = "shop@example.org" } })).Require();

    /// <summary>Messages that the subscriber owes its queues, or that these have.</summary>
    private async Task<IReadOnlyList<string>> QueuedAsync(TestApp app, string subscriber)
    {
        var database = cluster.Services.GetRequiredService<QueryDatabase>();
        var owed = await database.Query<string>(
            "SELECT item.value->>'id' FROM grain_state, json_each(state, '$.outbox') AS item WHERE state_name = @name AND grain_key = @key",
            new { name = SubscriberState.Name, key = NotifyKeys.Subscriber(app.App, subscriber) });
        var queued = await database.Query<string>(
            "SELECT data->>'msg' FROM journal WHERE slice = 'notifications' AND kind = 'queued' AND data->>'app' = @app AND data->>'subscriber' = @subscriber",
            new { app = app.App, subscriber });
        return [.. owed.Union(queued)];
    }
}

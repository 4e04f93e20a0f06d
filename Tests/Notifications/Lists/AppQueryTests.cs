using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Addresses;
using OrleansBackends.Grains.Interfaces.Notifications.Apps;
using OrleansBackends.Grains.Interfaces.Notifications.Lists;
using OrleansBackends.Grains.Interfaces.Notifications.Subscribers;
using OrleansBackends.Grains.Interfaces.Notifications.Triggers;
using OrleansBackends.Grains.Interfaces.Notifications.Workflows;
using OrleansBackends.Tests.Storage;

namespace OrleansBackends.Tests.Notifications.Lists;

/// <summary>The same lists, with the same expectations, on both databases.</summary>
[Collection<StorageCollection>]
public sealed class AppQueryTests(StorageSilos silos)
{
    [Theory, OnBothDatabases]
    public async Task Subscribers_come_newest_first_or_by_the_beginning_of_id_or_address(Db db)
    {
        var (grains, lists, app) = await Open(db);
        foreach (var (id, email) in new[] { ("ada", "Ada@example.org"), ("adam", "zoe@example.org"), ("bob", "adam@example.org"), ("Ada2", (string?)null) })
        {
            (await Subscriber(grains, app, id).Put(new SubscriberContact { Email = email, Locale = "de" })).Require();
        }

        (await Subscriber(grains, app, "gone").Put(new SubscriberContact { Email = "ada@example.org" })).Require();
        (await Subscriber(grains, app, "gone").Erase()).Require();
        (await Subscriber(grains, $"{app}2", "ada").Put(new SubscriberContact())).Require();

        Assert.Equal(["Ada2", "ada", "adam", "bob"], (await Ids(new SubscriberFilter())).Order(StringComparer.Ordinal));
        Assert.Equal(["ada", "adam"], await Ids(new SubscriberFilter(Prefix: "ada")));
        Assert.Equal(["ada", "bob"], await Ids(new SubscriberFilter(Email: "ADA")));
        Assert.Empty(await Ids(new SubscriberFilter(Prefix: "x")));
        var newest = (await lists.Subscribers(app, new SubscriberFilter(), new PageRequest(4, null))).Require().Items;
        Assert.Equal(newest.OrderByDescending(row => row.CreatedAt).Select(row => row.Id), newest.Select(row => row.Id));
        Assert.Equal(("Ada@example.org", "de"), (newest.Single(row => row.Id == "ada").Email, newest.Single(row => row.Id == "ada").Locale));
        Assert.Equal(Errors.InvalidCursor, (await lists.Subscribers(app, new SubscriberFilter(), new PageRequest(5, "nonsense"))).Error);

        async Task<List<string>> Ids(SubscriberFilter filter) => [.. (await All(page => lists.Subscribers(app, filter, page))).Select(row => row.Id)];
    }

    [Theory, OnBothDatabases]
    public async Task Suppressions_in_force_are_listed_masked(Db db)
    {
        var (grains, lists, app) = await Open(db);
        await Address(NotifyChannel.Email, "ada@example.org").RecordBounce(new Bounce(IsHard: true, "a…@example.org"));
        var until = DateTimeOffset.UtcNow.AddDays(3).ToMilliseconds();
        await Address(NotifyChannel.Sms, "+4930123456").Suppress(new NewSuppression("stop", until, "+49…56"));
        await Address(NotifyChannel.Email, "bob@example.org").Suppress(new NewSuppression("manual", DateTimeOffset.UtcNow.AddSeconds(-1), "b…@example.org"));
        await Address(NotifyChannel.Email, "cleo@example.org").Suppress(new NewSuppression("manual", null, "c…@example.org"));
        await Address(NotifyChannel.Email, "cleo@example.org").Lift();

        var all = await All(page => lists.Suppressions(app, null, page));
        Assert.Equal(["+49…56", "a…@example.org"], all.Select(row => row.To).Order(StringComparer.Ordinal));
        var text = Assert.Single(await All(page => lists.Suppressions(app, NotifyChannel.Sms, page)));
        Assert.Equal((NotifyChannel.Sms, "stop", until), (text.Channel, text.Reason, text.Until));
        Assert.Equal(SuppressionReasons.HardBounce, Assert.Single(await All(page => lists.Suppressions(app, NotifyChannel.Email, page))).Reason);

        IAddressGrain Address(NotifyChannel channel, string address) => grains.GetGrain<IAddressGrain>(NotifyKeys.Address(app, channel, address));
    }

    [Theory, OnBothDatabases]
    public async Task Workflows_and_triggers_are_listed_with_where_they_stand(Db db)
    {
        var (grains, lists, app) = await Open(db);
        foreach (var key in new[] { "order", "draft", "gone" })
        {
            (await Workflow(key).SaveDraft(NotifyData.Workflow(NotifyData.Inbox()), null)).Require();
        }

        (await Workflow("order").Publish()).Require();
        (await Workflow("gone").Delete()).Require();
        var workflows = await All(page => lists.Workflows(app, page));
        Assert.Equal([("draft", null), ("order", (int?)1)], workflows.Select(row => (row.Key, row.Published)));
        Assert.Equal(("Order shipped", Lane.Transactional, 1), (workflows[0].Name, workflows[0].Priority, workflows[0].Version));

        foreach (var id in new[] { "tx:1", "tx:2", "other" })
        {
            (await grains.GetGrain<ITriggerGrain>(NotifyKeys.Trigger(app, id)).Start(NotifyData.Trigger("order", "ada"))).Require();
        }

        await TestTime.Eventually(async () => (await All(page => lists.Triggers(app, null, page))).All(row => row.Status == TriggerStatus.Done), "all are done");
        var triggers = await All(page => lists.Triggers(app, null, page));
        Assert.Equal(["other", "tx:1", "tx:2"], triggers.Select(row => row.TransactionId).Order(StringComparer.Ordinal));
        Assert.Equal(triggers.OrderByDescending(row => row.CreatedAt).Select(row => row.CreatedAt), triggers.Select(row => row.CreatedAt));
        Assert.All(triggers, row => Assert.True(row.Name == "order" && row.EndedAt >= row.CreatedAt));
        Assert.Equal(["tx:1", "tx:2"], (await All(page => lists.Triggers(app, "tx:", page))).Select(row => row.TransactionId));

        IWorkflowGrain Workflow(string key) => grains.GetGrain<IWorkflowGrain>(NotifyKeys.Workflow(app, key));
    }

    [Theory, OnBothDatabases]
    public async Task Every_list_is_read_through_its_index(Db db)
    {
        await Open(db);
        const string NewestFirst = "WHERE app = 'a' AND created_at <= 'x' AND (created_at, grain_key) < ('x', 'y') ORDER BY created_at DESC, grain_key DESC LIMIT 20";
        const string ByKey = "grain_key >= 'k' AND grain_key < 'l' AND grain_key > 'k' ORDER BY grain_key LIMIT 20";
        await silos.AssertUses(db, "notifications_subscriber_created", $"SELECT id FROM notifications_subscribers {NewestFirst}");
        await silos.AssertUses(
            db, "notifications_subscriber_email",
            """
            SELECT id FROM notifications_subscribers WHERE app = 'a' AND folded_email >= 'x' AND folded_email < 'y' AND folded_email >= 'x'
               AND (folded_email, grain_key) > ('x', 'y') ORDER BY folded_email, grain_key LIMIT 20
            """);
        await silos.AssertUses(db, "notifications_suppression_created", $"SELECT shown FROM notifications_suppressions {NewestFirst}");
        await silos.AssertUses(db, "notifications_trigger_created", $"SELECT id FROM notifications_triggers {NewestFirst}");
        foreach (var view in new[] { "subscribers", "triggers", "workflows" })
        {
            await silos.AssertUses(db, db == Db.Postgres ? "_pkey" : "sqlite_autoindex_grain_state", $"SELECT grain_key FROM notifications_{view} WHERE {ByKey}");
        }

        await silos.AssertUses(
            db, "notifications_dispatch_open_key",
            "SELECT grain_key FROM notifications_dispatch_open WHERE oldest < 'x' AND grain_key > 'k' ORDER BY grain_key LIMIT 20");
    }

    private async Task<(IGrainFactory Grains, IAppQueries Lists, string App)> Open(Db db)
    {
        var grains = await silos.Get<IGrainFactory>(db);
        var made = (await grains.GetGrain<INotifyOwnerGrain>(NotifyKeys.Owner(new UserId(Guid.NewGuid()))).Create("Shop", null)).Require();
        return (grains, grains.GetGrain<IAppQueries>(0), made.App.App);
    }

    private static ISubscriberGrain Subscriber(IGrainFactory grains, string app, string id) => grains.GetGrain<ISubscriberGrain>(NotifyKeys.Subscriber(app, id));

    private static async Task<List<T>> All<T>(Func<PageRequest, Task<Result<Page<T>>>> read)
    {
        var all = new List<T>();
        string? cursor = null;
        do
        {
            var page = (await read(new PageRequest(1, cursor))).Require();
            all.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        return all;
    }
}

using Orleans.Concurrency;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Lists;
using OrleansBackends.Grains.Interfaces.Notifications.Workflows;
using OrleansBackends.Grains.Notifications.Workflows;

namespace OrleansBackends.Grains.Notifications.Lists;

[StatelessWorker, GrainType("notifyappqueries")]
internal sealed class AppQueries(QueryDatabase database, WorkflowFiles files, TimeProvider time) : Grain, IAppQueries
{
    private const string Last = ListOrder<StoredSubscriber>.Last;

    private static readonly ListOrder<StoredSubscriber> ByEmail = new(
        "app = @app AND folded_email >= @low AND folded_email < @high AND folded_email >= @a AND (folded_email, grain_key) > (@a, @key)",
        "folded_email, grain_key", 2, row => [row.FoldedEmail!, row.GrainKey]);

    public Task<Result<Page<SubscriberRow>>> Subscribers(string app, SubscriberFilter filter, PageRequest page)
    {
        const string Select =
            """
            SELECT grain_key AS GrainKey, id AS Id, created_at AS CreatedAt, folded_email AS FoldedEmail, email AS Email, phone AS Phone, locale AS Locale,
                   time_zone AS TimeZone FROM notifications_subscribers
            """;
        return filter switch
        {
            { Email: { } email } => Read(Select, ByEmail, new Bounds(app, Low: email.ToLowerInvariant()), page, row => row.Show()),
            { Prefix: { } prefix } => Read(
                Select, ListOrder<StoredSubscriber>.ByKey, new Bounds(app, Low: NotifyKeys.Subscriber(app, prefix)), page, row => row.Show()),
            _ => Read(Select, ListOrder<StoredSubscriber>.NewestFirst, new Bounds(app), page, row => row.Show()),
        };
    }

    public Task<Result<Page<SuppressionRow>>> Suppressions(string app, NotifyChannel? channel, PageRequest page)
    {
        const string Select = "SELECT grain_key AS GrainKey, created_at AS CreatedAt, shown AS Shown, reason AS Reason, until AS Until FROM notifications_suppressions";
        var order = ListOrder<StoredSuppression>.NewestFirst with
        {
            Where = $"{ListOrder<StoredSuppression>.NewestFirst.Where} AND grain_key >= @low AND grain_key < @high AND (until IS NULL OR until > @now)",
        };
        var keys = channel is { } one ? $"address:{app}:{NotifyKeys.Name(one)}:" : $"address:{app}:";
        return Read(Select, order, new Bounds(app, Low: keys), page, row => row.Show());
    }

    public async Task<Result<Page<WorkflowRow>>> Workflows(string app, PageRequest page)
    {
        if (app == NotifyKeys.Product)
        {
            // Those of files are stored when they are first asked for.
            await Task.WhenAll(files.Keys.Select(key => GrainFactory.GetGrain<IWorkflowGrain>(NotifyKeys.Workflow(app, key)).Show()));
        }

        const string Select =
            """
            SELECT grain_key AS GrainKey, name AS Name, category AS Category, priority AS Priority, version AS Version, published AS Published,
                   updated_at AS UpdatedAt FROM notifications_workflows
            """;
        return await Read(Select, ListOrder<StoredWorkflow>.ByKey, new Bounds(app, Low: NotifyKeys.Workflow(app, "")), page, row => row.Show());
    }

    public Task<Result<Page<TriggerRow>>> Triggers(string app, string? prefix, PageRequest page)
    {
        const string Select =
            """
            SELECT grain_key AS GrainKey, id AS Id, created_at AS CreatedAt, workflow AS Workflow, status AS Status, send_at AS SendAt, ended_at AS EndedAt
              FROM notifications_triggers
            """;
        return prefix is null
            ? Read(Select, ListOrder<StoredTrigger>.NewestFirst, new Bounds(app), page, row => row.Show())
            : Read(Select, ListOrder<StoredTrigger>.ByKey, new Bounds(app, Low: NotifyKeys.Trigger(app, prefix)), page, row => row.Show());
    }

    private async Task<Result<Page<T>>> Read<TRow, T>(string select, ListOrder<TRow> order, Bounds bounds, PageRequest page, Func<TRow, T> show)
        where TRow : ListRow
    {
        var isDown = order.By.EndsWith("DESC", StringComparison.Ordinal);
        var start = isDown ? Last : "";
        var after = page.Cursor is null ? [.. Enumerable.Repeat(start, order.Keys)] : Cursor.Decode(page.Cursor, order.Keys);
        if (after is null)
        {
            return Errors.InvalidCursor;
        }

        var rows = await database.Query<TRow>(
            $"{select} WHERE {order.Where} ORDER BY {order.By} LIMIT @take",
            new { app = bounds.App, low = bounds.Low, high = bounds.Low + Last, a = after[0], key = after[^1], now = time.Now().ToText(), take = page.Limit + 1 });
        return rows.ToPage(page.Limit, show, order.Place);
    }

    /// <param name="App">The application.</param>
    /// <param name="Low">How keys or addresses begin, where the order has such.</param>
    private sealed record Bounds(string App, string Low = "");
}

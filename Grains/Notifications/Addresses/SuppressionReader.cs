using OrleansBackends.Grains.Interfaces.Notifications;

namespace OrleansBackends.Grains.Notifications.Addresses;

/// <summary>
/// Which mail addresses nothing goes to, read from their documents for many messages at once: what is asked while a statement runs goes into the next.
/// A campaign so wakes no grain for each address.
/// </summary>
internal sealed class SuppressionReader(QueryDatabase database, TimeProvider time)
{
    private const int MostAtOnce = 500;

    private readonly string statement = $"""
        SELECT grain_key AS GrainKey, reason AS Reason, until AS Until FROM notifications_suppressions
         WHERE {database.Dialect.IsOneOf("grain_key", "@keys")} AND (until IS NULL OR until > @now)
        """;

    private readonly Lock asking = new();
    private Dictionary<string, TaskCompletionSource<string?>> asked = [];
    private bool isReading;

    /// <summary>The reason, or null.</summary>
    public Task<string?> Reason(string app, NotifyChannel channel, string address)
    {
        var key = NotifyKeys.Address(app, channel, address);
        TaskCompletionSource<string?>? answer;
        lock (asking)
        {
            if (!asked.TryGetValue(key, out answer))
            {
                asked.Add(key, answer = new(TaskCreationOptions.RunContinuationsAsynchronously));
            }

            if (isReading)
            {
                return answer.Task;
            }

            isReading = true;
        }

        ReadAll().Ignore();
        return answer.Task;
    }

    private async Task ReadAll()
    {
        while (Next() is { } some)
        {
            try
            {
                var rows = await database.Query<Row>(statement, new { keys = database.Dialect.Texts(some.Keys), now = time.Now().ToText() });
                var reasons = rows.ToDictionary(row => row.GrainKey, row => row.Reason);
                foreach (var (key, answer) in some)
                {
                    answer.SetResult(reasons.GetValueOrDefault(key));
                }
            }
            catch (Exception fault)
            {
                foreach (var answer in some.Values)
                {
                    answer.TrySetException(fault);
                }
            }
        }
    }

    private Dictionary<string, TaskCompletionSource<string?>>? Next()
    {
        lock (asking)
        {
            isReading = asked.Count > 0;
            if (!isReading)
            {
                return null;
            }

            var some = asked.Count <= MostAtOnce ? asked : asked.Take(MostAtOnce).ToDictionary();
            asked = asked.Count <= MostAtOnce ? [] : asked.Skip(MostAtOnce).ToDictionary();
            return some;
        }
    }

    private sealed class Row
    {
        public string GrainKey { get; init; } = "";

        public string Reason { get; init; } = "";
    }
}

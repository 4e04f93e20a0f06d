namespace OrleansBackends.Grains.RateLimits.Checks;

/// <summary>Documents of counters that are not in force any more, and whose subjects have not come back to end them.</summary>
internal sealed class LimiterSweep(QueryDatabase database) : ISweepSource
{
    public string StateName => LimiterState.Name;

    public async Task<IReadOnlyList<GrainId>> Leftovers(DateTimeOffset olderThan, string after, int limit, CancellationToken cancellation)
    {
        var keys = await database.Query<string>(
            "SELECT grain_key FROM rate_limits_ended WHERE expires_at < @older AND grain_key > @after ORDER BY grain_key LIMIT @limit",
            new { older = olderThan.ToText(), after, limit }, cancellation);
        return [.. keys.Select(key => GrainId.Create("limit", key))];
    }
}

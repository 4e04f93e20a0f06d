namespace OrleansBackends.Grains.Accounts;

/// <summary>Accounts that still owe something after a crash.</summary>
internal sealed class AccountSweep(QueryDatabase database) : ISweepSource
{
    public string StateName => AccountState.Name;

    public async Task<IReadOnlyList<GrainId>> Leftovers(DateTimeOffset olderThan, int limit, CancellationToken cancellation)
    {
        var keys = await database.Query<string>(
            "SELECT grain_key FROM accounts_outbox WHERE oldest < @older ORDER BY oldest LIMIT @limit",
            new { older = olderThan.ToText(), limit }, cancellation);
        return [.. keys.Select(key => GrainId.Create("account", key))];
    }
}

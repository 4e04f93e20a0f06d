using Dapper;
using Microsoft.Extensions.DependencyInjection;
using OrleansBackends.Silo.Common.Storage;

namespace OrleansBackends.Tests.Mechanisms;

/// <summary>Documents that owe something and whose grains fail whenever they are woken; their keys come before all others of their kind.</summary>
internal sealed class StuckDebtors : IDisposable
{
    private readonly ClusterFixture cluster;
    private readonly IReadOnlyList<string> keys;

    private StuckDebtors(ClusterFixture cluster, IReadOnlyList<string> keys)
    {
        this.cluster = cluster;
        this.keys = keys;
    }

    public int Woken => keys.Count(key => DebtGrain.Refused.GetValueOrDefault(key) > 0);

    public static async Task<StuckDebtors> CreateAsync(ClusterFixture cluster, int count)
    {
        var keys = Enumerable.Range(0, count).Select(i => $"testdebt:!{i:0000}").ToList();
        var owing = DocumentJson.Write(new DebtState { Outbox = [OutboxItem.Of(Guid.NewGuid(), "nobody", "", cluster.Time.Now - SweeperGrain.Period * 2)] });
        keys.ForEach(key => DebtGrain.CannotBeWoken[key] = true);
        await using var connection = await cluster.Services.GetRequiredService<Database>().Writes.OpenConnectionAsync();
        await using var all = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync(
            "INSERT INTO grain_state VALUES (@state, @key, 1, current_timestamp, @owing)",
            keys.Select(key => new { state = DebtGrain.StateName, key, owing }), all);
        await all.CommitAsync();
        return new StuckDebtors(cluster, keys);
    }

    public void Dispose()
    {
        using var connection = cluster.Services.GetRequiredService<Database>().Writes.OpenConnection();
        connection.Execute("DELETE FROM grain_state WHERE state_name = @state AND grain_key LIKE 'testdebt:!%'", new { state = DebtGrain.StateName });
        foreach (var key in keys)
        {
            DebtGrain.CannotBeWoken.TryRemove(key, out _);
            DebtGrain.Refused.TryRemove(key, out _);
        }
    }
}

using Microsoft.Extensions.DependencyInjection;
using OrleansBackends.Grains.Interfaces.Notifications.Dispatch;
using OrleansBackends.Grains.Notifications.Dispatch;
using OrleansBackends.Silo.Common.Storage;

namespace OrleansBackends.Tests.Notifications.Dispatch;

/// <summary>The stored document of a dispatch, behind its back.</summary>
internal static class DispatchTestState
{
    public static async Task<DispatchState> Read(ClusterFixture cluster, IDispatchGrain dispatch)
    {
        await using var connection = await cluster.Services.GetRequiredService<Database>().Reads.OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT state FROM grain_state WHERE state_name = '{DispatchState.Name}' AND grain_key = '{dispatch.GetPrimaryKeyString()}'";
        return await command.ExecuteScalarAsync() is string text ? DocumentJson.Read<DispatchState>(text) : new DispatchState();
    }

    /// <summary>Seen by the next activation.</summary>
    public static async Task Change(ClusterFixture cluster, IDispatchGrain dispatch, Func<DispatchState, DispatchState> change)
    {
        await cluster.DeactivateAsync(dispatch);
        var next = change(await Read(cluster, dispatch));
        await using var connection = await cluster.Services.GetRequiredService<Database>().Writes.OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText =
            $"UPDATE grain_state SET state = '{DocumentJson.Write(next)}' WHERE state_name = '{DispatchState.Name}' AND grain_key = '{dispatch.GetPrimaryKeyString()}'";
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>A queue that nobody used yet, full for its first activation: a snapshot that says so stands for five million messages.</summary>
    public static async Task Fill(ClusterFixture cluster, string dispatch)
    {
        var full = new DispatchState { Lanes = [new(), new() { Count = IDispatchGrain.MaxOpen }, new()] };
        await using var connection = await cluster.Services.GetRequiredService<Database>().Writes.OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"INSERT INTO grain_state VALUES ('{DispatchState.Name}', '{dispatch}', 1, current_timestamp, '{DocumentJson.Write(full)}')";
        await command.ExecuteNonQueryAsync();
    }
}

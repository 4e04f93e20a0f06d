using Microsoft.Extensions.DependencyInjection;

namespace OrleansBackends.Grains.Common;

/// <summary>The leftovers of a state as its view shows them, with the columns <c>grain_key</c> and <c>oldest</c>, the time of the first item.</summary>
internal sealed class SweepView(QueryDatabase database, string stateName, string view, string kind) : ISweepSource
{
    public string StateName => stateName;

    public async Task<IReadOnlyList<GrainId>> Leftovers(DateTimeOffset olderThan, string after, int limit, CancellationToken cancellation)
    {
        var keys = await database.Query<string>(
            $"SELECT grain_key FROM {view} WHERE oldest < @older AND grain_key > @after ORDER BY grain_key LIMIT @limit",
            new { older = olderThan.ToText(), after, limit }, cancellation);
        return [.. keys.Select(key => GrainId.Create(kind, key))];
    }
}

public static class Sweeps
{
    /// <summary>Lets a sweeper wake the grains of one state that still owe something after a crash.</summary>
    /// <param name="services">The silo's services.</param>
    /// <param name="stateName"><c>&lt;slice&gt;.&lt;entity&gt;</c>.</param>
    /// <param name="view">Has <c>grain_key</c> and <c>oldest</c>, the time of the first item in the outbox, and no grain that owes nothing.</param>
    /// <param name="kind">The grain's type.</param>
    public static IServiceCollection AddSweep(this IServiceCollection services, string stateName, string view, string kind) =>
        services.AddSingleton<ISweepSource>(provider => new SweepView(provider.GetRequiredService<QueryDatabase>(), stateName, view, kind));
}

using System.Collections.Immutable;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace OrleansBackends.Tests.Mechanisms;

[Collection<ClusterCollection>]
public sealed class SweepSourceTests(ClusterFixture cluster)
{
    [Fact]
    public void Every_state_with_an_outbox_has_a_sweep_source()
    {
        var owing =
            from type in typeof(GrainServices).Assembly.GetTypes().Append(typeof(DebtGrain))
            from parameter in type.GetConstructors().SelectMany(constructor => constructor.GetParameters())
            let state = parameter.GetCustomAttribute<PersistentStateAttribute>()
            where state is not null && HasOutbox(parameter.ParameterType.GetGenericArguments().Single())
            select state.StateName;
        Assert.Empty(owing.Except(Sources().Select(source => source.StateName)));
    }

    [Fact]
    public async Task Every_sweep_source_can_read_its_view()
    {
        foreach (var source in Sources())
        {
            Assert.Empty(await source.Leftovers(DateTimeOffset.UnixEpoch, "", 1, CancellationToken.None));
        }
    }

    [Fact]
    public void A_source_keeps_its_sweeper()
    {
        Assert.Equal("sweeper:5", SweeperKey.Of(new Named("accounts.account")));
        Assert.All(Sources(), source => Assert.Matches("^sweeper:[0-7]$", SweeperKey.Of(source)));
    }

    private static bool HasOutbox(Type state) => state.GetProperties().Any(property => property.PropertyType == typeof(ImmutableList<OutboxItem>));

    private IEnumerable<ISweepSource> Sources() => cluster.Services.GetServices<ISweepSource>();

    private sealed class Named(string stateName) : ISweepSource
    {
        public string StateName => stateName;

        public Task<IReadOnlyList<GrainId>> Leftovers(DateTimeOffset olderThan, string after, int limit, CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyList<GrainId>>([]);
    }
}

using Orleans.Placement;

namespace OrleansBackends.Bench.Subjects;

/// <summary>Does nothing, so that a call to it costs what a call costs.</summary>
[GrainInterfaceType("benchnoop"), Alias("bench.i-noop")]
public interface INoopGrain : IGrainWithStringKey
{
    [Alias("Call")]
    Task Call();

    /// <summary>Where the grain is active.</summary>
    [Alias("FindHost")]
    Task<SiloAddress> FindHost();
}

[GrainType("benchnoop"), RandomPlacement]
internal sealed class NoopGrain(ILocalSiloDetails silo) : Grain, INoopGrain
{
    public Task Call() => Task.CompletedTask;

    public Task<SiloAddress> FindHost() => Task.FromResult(silo.SiloAddress);
}

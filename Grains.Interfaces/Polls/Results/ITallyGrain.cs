namespace OrleansBackends.Grains.Interfaces.Polls.Results;

/// <summary>Counts off the turns of polls. A stateless worker: any key, no state.</summary>
[GrainInterfaceType("tally"), Alias("polls.i-tally")]
public interface ITallyGrain : IGrainWithIntegerKey
{
    /// <summary>The same request always has the same answer.</summary>
    [ResponseTimeout("00:00:30"), Alias("Count")]
    Task<PollResult> Count(TallyRequest request);
}

namespace OrleansBackends.Grains.Polls;

/// <summary>Section <c>Polls</c>, as silos read it.</summary>
internal sealed class PollsOptions
{
    public const string Section = "Polls";

    /// <summary>Different rankings up to which counts that move papers (IRV, STV) go on while the poll is open; above it they come at the close.</summary>
    public int LiveRankings { get; set; } = 100_000;
}

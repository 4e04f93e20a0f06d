using OrleansBackends.Grains.Interfaces.Polls.Ballots;

namespace OrleansBackends.Grains.Polls.Ballots;

/// <summary>The document of a shard, written when its poll opens or is extended; the ballots are in the journal.</summary>
internal sealed record ShardState
{
    public const string Name = "polls.shard";

    public int SchemaVersion { get; init; } = 1;

    /// <summary>Without the secret.</summary>
    public ShardTerms? Terms { get; init; }

    public string SealedSecret { get; init; } = "";
}

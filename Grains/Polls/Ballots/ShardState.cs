using OrleansBackends.Grains.Interfaces.Polls.Ballots;
using OrleansBackends.Grains.Polls.SecretBallots;

namespace OrleansBackends.Grains.Polls.Ballots;

/// <summary>
/// The document of a shard, written when its poll opens or is extended; the ballots are in the journal. Of a secret poll it holds up to 32 of them, which
/// is at most 50 KB.
/// </summary>
internal sealed record ShardState
{
    public const string Name = "polls.shard";

    public int SchemaVersion { get; init; } = 1;

    /// <summary>Without the secret.</summary>
    public ShardTerms? Terms { get; init; }

    public string SealedSecret { get; init; } = "";

    public PendingBallots Pending { get; init; } = new();
}

namespace OrleansBackends.Grains.Interfaces.Polls.Proofs;

/// <summary>
/// That a ballot was counted: hashed with the <see cref="Proof"/> step by step, its leaf gives the root that was published at the close. Hashes are in
/// hexadecimal; a leaf is SHA-256(0x00 ‖ nonce ‖ ballot), a node SHA-256(0x01 ‖ left ‖ right).
/// </summary>
[GenerateSerializer, Immutable, Alias("polls.receipt-proof")]
public sealed record ReceiptProof
{
    [Id(0)] public required string Leaf { get; init; }

    /// <summary>Ballot JSON with sorted members and without spaces, as it was hashed.</summary>
    [Id(1)] public required string Ballot { get; init; }

    /// <summary>The place of the leaf among those of the poll, from 0.</summary>
    [Id(2)] public required long Index { get; init; }

    [Id(3)] public required IReadOnlyList<ProofStep> Proof { get; init; }
    [Id(4)] public required string Root { get; init; }
    [Id(5)] public required long TreeSize { get; init; }

    /// <summary>Ballots that other voters cast under the same nonce in other shards; nobody draws the same by chance.</summary>
    [Id(6)] public IReadOnlyList<ReceiptProof>? Others { get; init; }
}

/// <summary>What comes beside the hash so far, and on which side of it.</summary>
[GenerateSerializer, Immutable, Alias("polls.proof-step")]
public sealed record ProofStep([property: Id(0)] ProofSide Side, [property: Id(1)] string Hash);

[GenerateSerializer, Alias("polls.proof-side")]
public enum ProofSide
{
    Left,
    Right,
}

/// <summary>The tree of a shard: its root in hexadecimal, and how many leaves are under it.</summary>
[GenerateSerializer, Immutable, Alias("polls.shard-root")]
public sealed record ShardRoot([property: Id(0)] string Hash, [property: Id(1)] long Leaves);

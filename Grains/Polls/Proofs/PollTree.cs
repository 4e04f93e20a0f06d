using OrleansBackends.Grains.Interfaces.Polls.Proofs;

namespace OrleansBackends.Grains.Polls.Proofs;

/// <summary>The trees of all shards under one root; shards are a power of two in number.</summary>
internal sealed class PollTree(IReadOnlyList<ShardRoot> shards)
{
    private readonly MerkleTree tree = MerkleTree.Over([.. shards.Select(shard => Convert.FromHexString(shard.Hash))]);

    public string Root => Convert.ToHexStringLower(tree.Root);

    public long Leaves => shards.Sum(shard => shard.Leaves);

    /// <summary>A proof that leads to the root of its shard, led on to that of the poll.</summary>
    public ReceiptProof Extend(int shard, ReceiptProof proof) => proof with
    {
        Index = shards.Take(shard).Sum(before => before.Leaves) + proof.Index,
        Proof =
        [
            .. proof.Proof,
            .. tree.PathOf(shard).Select(step => new ProofStep(step.IsLeft ? ProofSide.Left : ProofSide.Right, Convert.ToHexStringLower(step.Hash))),
        ],
        Root = Root,
        TreeSize = Leaves,
    };
}

using OrleansBackends.Grains.Interfaces.Polls.Proofs;
using OrleansBackends.Grains.Polls.Ballots;

namespace OrleansBackends.Grains.Polls.Proofs;

/// <summary>The ballots of a closed shard under their nonces, sorted by their hashes, so that their order tells nothing of who cast them when.</summary>
internal sealed class BallotTree
{
    private const int Slice = 4_096;

    private readonly IReadOnlyList<(byte[] Hash, UInt128 Nonce, string Ballot)> leaves;
    private readonly int[] byNonce;
    private readonly MerkleTree tree;

    private BallotTree(IReadOnlyList<(byte[] Hash, UInt128 Nonce, string Ballot)> leaves)
    {
        this.leaves = leaves;
        byNonce = [.. Enumerable.Range(0, leaves.Count).OrderBy(leaf => leaves[leaf].Nonce)];
        tree = MerkleTree.Over([.. leaves.Select(leaf => leaf.Hash)]);
    }

    /// <summary>Hashes in slices, between which the owner's other calls run. The ballots must not change meanwhile.</summary>
    public static async Task<BallotTree> Grow(byte[] secret, IEnumerable<BallotLeaf> ballots)
    {
        var leaves = new List<(byte[] Hash, UInt128, string)>();
        foreach (var slice in ballots.Chunk(Slice))
        {
            leaves.AddRange(slice.Select(ballot => Hashed(ballot.Nonce ?? VoterKey.NonceOf(secret, ballot.Voter), ballot.Ballot)));
            await Task.Yield();
        }

        leaves.Sort(static (a, b) => a.Hash.AsSpan().SequenceCompareTo(b.Hash));
        await Task.Yield();
        return new BallotTree(leaves);
    }

    public ShardRoot Root => new(Convert.ToHexStringLower(tree.Root), leaves.Count);

    /// <summary>The proof within this shard, or null where no ballot has this nonce.</summary>
    public ReceiptProof? Prove(UInt128 nonce)
    {
        var (low, high) = (0, byNonce.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = leaves[byNonce[middle]].Nonce < nonce ? (middle + 1, high) : (low, middle);
        }

        return low < byNonce.Length && leaves[byNonce[low]].Nonce == nonce ? Prove(byNonce[low]) : null;
    }

    private ReceiptProof Prove(int leaf) => new()
    {
        Leaf = Convert.ToHexStringLower(leaves[leaf].Hash),
        Ballot = leaves[leaf].Ballot,
        Index = leaf,
        Proof = [.. tree.PathOf(leaf).Select(step => new ProofStep(step.IsLeft ? ProofSide.Left : ProofSide.Right, Convert.ToHexStringLower(step.Hash)))],
        Root = Root.Hash,
        TreeSize = leaves.Count,
    };

    private static (byte[], UInt128, string) Hashed(UInt128 nonce, string ballot) => (BallotLeaf.Hash(nonce, ballot), nonce, ballot);
}

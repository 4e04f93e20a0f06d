using System.Security.Cryptography;

namespace OrleansBackends.Grains.Polls.Proofs;

/// <summary>
/// The tree of RFC 6962 over hashed leaves. Split at the largest power of two below their number, it is the tree that pairs neighbours level by level
/// and lets the last one rise where it has none.
/// </summary>
internal sealed class MerkleTree
{
    public const int HashBytes = SHA256.HashSizeInBytes;

    private const byte LeafMark = 0;
    private const byte NodeMark = 1;

    /// <summary>Hashes one after another, the leaves first.</summary>
    private readonly IReadOnlyList<byte[]> levels;

    private MerkleTree(IReadOnlyList<byte[]> levels) => this.levels = levels;

    public byte[] Root => levels[^1].Length == 0 ? SHA256.HashData([]) : levels[^1];

    public static byte[] HashLeaf(ReadOnlySpan<byte> data)
    {
        Span<byte> marked = data.Length < 1_024 ? stackalloc byte[data.Length + 1] : new byte[data.Length + 1];
        marked[0] = LeafMark;
        data.CopyTo(marked[1..]);
        return SHA256.HashData(marked);
    }

    public static MerkleTree Over(IReadOnlyList<byte[]> leaves)
    {
        var levels = new List<byte[]> { new byte[leaves.Count * HashBytes] };
        for (var i = 0; i < leaves.Count; i++)
        {
            leaves[i].CopyTo(levels[0], i * HashBytes);
        }

        while (levels[^1].Length > HashBytes)
        {
            levels.Add(Above(levels[^1]));
        }

        return new MerkleTree(levels);
    }

    /// <summary>What a leaf is hashed together with on its way to the root.</summary>
    public IReadOnlyList<(bool IsLeft, byte[] Hash)> PathOf(int leaf)
    {
        var path = new List<(bool, byte[])>();
        for (var level = 0; level < levels.Count - 1; level++, leaf /= 2)
        {
            var other = leaf ^ 1;
            if (other * HashBytes < levels[level].Length)
            {
                path.Add((other < leaf, levels[level].AsSpan(other * HashBytes, HashBytes).ToArray()));
            }
        }

        return path;
    }

    private static byte[] Above(byte[] below)
    {
        var above = new byte[(below.Length / HashBytes + 1) / 2 * HashBytes];
        Span<byte> pair = stackalloc byte[1 + 2 * HashBytes];
        pair[0] = NodeMark;
        for (var at = 0; at < below.Length; at += 2 * HashBytes)
        {
            var target = above.AsSpan(at / 2, HashBytes);
            if (at + HashBytes == below.Length)
            {
                below.AsSpan(at).CopyTo(target);
            }
            else
            {
                below.AsSpan(at, 2 * HashBytes).CopyTo(pair[1..]);
                SHA256.HashData(pair, target);
            }
        }

        return above;
    }
}

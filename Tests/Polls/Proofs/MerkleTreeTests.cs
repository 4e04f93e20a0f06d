using System.Security.Cryptography;
using OrleansBackends.Grains.Polls.Proofs;

namespace OrleansBackends.Tests.Polls.Proofs;

public sealed class MerkleTreeTests
{
    /// <summary>The leaves of Certificate Transparency's test vectors.</summary>
    private static readonly string[] Vectors = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    [Theory]
    [InlineData(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData(1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")]
    [InlineData(2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    [InlineData(8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")]
    public void Known_leaves_have_the_known_root(int leaves, string root) =>
        Assert.Equal(root, Convert.ToHexStringLower(Tree(Vectors.Take(leaves).Select(Convert.FromHexString)).Root));

    [Fact]
    public void A_tree_of_any_size_has_the_root_of_the_definition_and_every_path_leads_to_it()
    {
        for (var size = 0; size <= 70; size++)
        {
            var data = Enumerable.Range(0, size).Select(i => BitConverter.GetBytes(i * 7919)).ToList();
            var tree = Tree(data);
            Assert.Equal(ByDefinition(data), tree.Root);
            for (var leaf = 0; leaf < size; leaf++)
            {
                Assert.Equal(tree.Root, Follow(MerkleTree.HashLeaf(data[leaf]), tree.PathOf(leaf)));
                Assert.NotEqual(tree.Root, Follow(MerkleTree.HashLeaf([9, 9]), tree.PathOf(leaf)));
            }
        }
    }

    private static MerkleTree Tree(IEnumerable<byte[]> data) => MerkleTree.Over([.. data.Select(leaf => MerkleTree.HashLeaf(leaf))]);

    /// <summary>MTH of RFC 6962, word for word.</summary>
    private static byte[] ByDefinition(List<byte[]> data)
    {
        if (data.Count < 2)
        {
            return data.Count == 0 ? SHA256.HashData([]) : SHA256.HashData([0, .. data[0]]);
        }

        var split = 1;
        while (split * 2 < data.Count)
        {
            split *= 2;
        }

        return SHA256.HashData([1, .. ByDefinition([.. data.Take(split)]), .. ByDefinition([.. data.Skip(split)])]);
    }

    private static byte[] Follow(byte[] hash, IEnumerable<(bool IsLeft, byte[] Hash)> path) =>
        path.Aggregate(hash, (at, step) => step.IsLeft ? SHA256.HashData([1, .. step.Hash, .. at]) : SHA256.HashData([1, .. at, .. step.Hash]));
}

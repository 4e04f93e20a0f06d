using System.Buffers.Binary;
using System.Text;
using OrleansBackends.Grains.Interfaces.Polls.Ballots;

namespace OrleansBackends.Grains.Polls.Proofs;

/// <summary>A ballot as it goes into the tree. A voter who sent no nonce has one that follows from the poll's secret.</summary>
internal readonly record struct BallotLeaf(UInt128 Voter, UInt128? Nonce, string Ballot)
{
    public static byte[] Hash(UInt128 nonce, string ballot)
    {
        var data = new byte[BallotNonce.Bytes + Encoding.UTF8.GetByteCount(ballot)];
        BinaryPrimitives.WriteUInt128BigEndian(data, nonce);
        Encoding.UTF8.GetBytes(ballot, data.AsSpan(BallotNonce.Bytes));
        return MerkleTree.HashLeaf(data);
    }
}

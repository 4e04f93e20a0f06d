using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;

namespace OrleansBackends.Grains.Interfaces.Polls.Ballots;

/// <summary>Somebody as a poll tells people apart.</summary>
/// <param name="Kind">What makes this voter one voter.</param>
/// <param name="Identity">The cookie's value, the address or its network, the user's id, or the number of the invitation.</param>
/// <param name="Proof">Of an invitation: what the poll wrote behind its number.</param>
[GenerateSerializer, Immutable, Alias("polls.voter")]
public sealed record Voter([property: Id(0)] VoterStrength Kind, [property: Id(1)] string Identity, [property: Id(2)] byte[]? Proof = null)
{
    public const int ProofBytes = 12;

    private const int NumberBytes = 4;

    public static Voter Of(UserId user) => new(VoterStrength.Account, user.ToString());

    /// <summary>Who holds this token, or null where it is none; whether it is genuine, the poll's shard tells.</summary>
    public static Voter? OfInvite(string token)
    {
        Span<byte> bytes = stackalloc byte[NumberBytes + ProofBytes];
        return token.Length == Base64Url.GetEncodedLength(bytes.Length) && Base64Url.IsValid(token) && Base64Url.TryDecodeFromChars(token, bytes, out _)
            ? new Voter(VoterStrength.Invite, NumberText(BinaryPrimitives.ReadInt32BigEndian(bytes)), bytes[NumberBytes..].ToArray())
            : null;
    }

    /// <summary>The token of an invitation.</summary>
    public static string Token(int number, ReadOnlySpan<byte> proof)
    {
        Span<byte> bytes = stackalloc byte[NumberBytes + ProofBytes];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        proof[..ProofBytes].CopyTo(bytes[NumberBytes..]);
        return Base64Url.EncodeToString(bytes);
    }

    public static string NumberText(int number) => number.ToString(CultureInfo.InvariantCulture);
}

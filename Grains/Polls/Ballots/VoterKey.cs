using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Interfaces.Polls.Ballots;

namespace OrleansBackends.Grains.Polls.Ballots;

/// <summary>A voter inside one poll: 16 bytes that tell nothing of who it is and are other ones in every poll.</summary>
internal static class VoterKey
{
    private const int Bytes = 16;
    private const char Separator = '\x1F';

    public static UInt128 Of(byte[] secret, Voter voter)
    {
        var hash = HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"{NameOf(voter.Kind)}{Separator}{voter.Identity}"));
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }

    /// <summary>The nonce of a voter who sent none: nobody who lacks the secret can tell it from a drawn one.</summary>
    public static UInt128 NonceOf(byte[] secret, UInt128 voter)
    {
        Span<byte> text = stackalloc byte[5 + Bytes];
        "nonce"u8.CopyTo(text);
        BinaryPrimitives.WriteUInt128BigEndian(text[5..], voter);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(secret, text, hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }

    /// <summary>What makes an invitation genuine.</summary>
    public static byte[] ProofOf(byte[] secret, int invite)
    {
        Span<byte> text = stackalloc byte[6 + sizeof(int)];
        "invite"u8.CopyTo(text);
        BinaryPrimitives.WriteInt32BigEndian(text[6..], invite);
        return HMACSHA256.HashData(secret, text)[..Voter.ProofBytes];
    }

    public static string ToText(UInt128 key)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, key);
        return Base64Url.EncodeToString(bytes);
    }

    public static UInt128 Parse(string text)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        Base64Url.DecodeFromChars(text, bytes);
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    private static string NameOf(VoterStrength kind) => kind switch
    {
        VoterStrength.Cookie => "cookie",
        VoterStrength.Ip => "ip",
        VoterStrength.Account => "account",
        VoterStrength.Invite => "invite",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}

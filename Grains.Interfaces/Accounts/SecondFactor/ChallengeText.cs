using System.Diagnostics.CodeAnalysis;

namespace OrleansBackends.Grains.Interfaces.Accounts;

/// <summary><c>obc_</c> and base64url of user id (16 bytes) and secret (32): found from its own content, like a refresh token.</summary>
public sealed record ChallengeText(UserId User, byte[] Secret)
{
    public const string Prefix = "obc_";

    public const int SecretLength = 32;

    private const int Length = 16 + SecretLength;

    public string Write()
    {
        var bytes = new byte[Length];
        User.Value.TryWriteBytes(bytes, bigEndian: true, out _);
        Secret.CopyTo(bytes, 16);
        return PrefixedBytes.Write(Prefix, bytes);
    }

    public static bool TryRead(string text, [NotNullWhen(true)] out ChallengeText? challenge)
    {
        challenge = null;
        var bytes = new byte[Length];
        if (!PrefixedBytes.TryRead(Prefix, text, bytes))
        {
            return false;
        }

        challenge = new ChallengeText(new UserId(new Guid(bytes.AsSpan(0, 16), bigEndian: true)), bytes[16..]);
        return true;
    }
}

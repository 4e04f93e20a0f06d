using System.Buffers.Text;
using System.Security.Cryptography;

namespace OrleansBackends.Grains.Accounts;

internal static class SigningKeyMaker
{
    public static RingKey Make(SecretBox secrets, string grainKey, DateTimeOffset activeFrom, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        var (x, y) = (Base64Url.EncodeToString(point.X), Base64Url.EncodeToString(point.Y));
        var kid = Thumbprint($$"""{"crv":"P-256","kty":"EC","x":"{{x}}","y":"{{y}}"}""");
        return new RingKey
        {
            Kid = kid,
            PrivateKeyBox = secrets.Seal(key.ExportPkcs8PrivateKey(), grainKey, kid),
            X = x,
            Y = y,
            CreatedAt = now,
            ActiveFrom = activeFrom,
        };
    }

    /// <summary>Takes a turn some tenths of a second long, once in 60 days.</summary>
    public static RingKey MakeRsa(SecretBox secrets, string grainKey, DateTimeOffset activeFrom, DateTimeOffset now)
    {
        using var key = RSA.Create(2048);
        var half = key.ExportParameters(includePrivateParameters: false);
        var (n, e) = (Base64Url.EncodeToString(half.Modulus), Base64Url.EncodeToString(half.Exponent));
        var kid = Thumbprint($$"""{"e":"{{e}}","kty":"RSA","n":"{{n}}"}""");
        return new RingKey
        {
            Kid = kid,
            Alg = RingKey.Rs256,
            PrivateKeyBox = secrets.Seal(key.ExportPkcs8PrivateKey(), grainKey, kid),
            N = n,
            E = e,
            CreatedAt = now,
            ActiveFrom = activeFrom,
        };
    }

    /// <summary>RFC 7638: the same key has the same name everywhere.</summary>
    private static string Thumbprint(string members) => Base64Url.EncodeToString(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(members)));
}

using System.Buffers.Text;
using System.Security.Cryptography;

namespace OrleansBackends.Grains.Notifications.Channels;

/// <summary>A key pair on P-256, both as base64url: the public point uncompressed (65 bytes), the private number (32 bytes).</summary>
internal sealed record VapidKeys(string PublicKey, string PrivateKey)
{
    public static VapidKeys Create()
    {
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var key = pair.ExportParameters(includePrivateParameters: true);
        return new VapidKeys(Base64Url.EncodeToString([4, .. key.Q.X!, .. key.Q.Y!]), Base64Url.EncodeToString(key.D!));
    }

    public ECDsa Open()
    {
        var point = Base64Url.DecodeFromChars(PublicKey);
        return ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = point[1..33], Y = point[33..] },
            D = Base64Url.DecodeFromChars(PrivateKey),
        });
    }
}

using System.Security.Cryptography;
using OrleansBackends.Bench.Load;
using OrleansBackends.Bench.Report;
using OrleansBackends.Silo.Notifications.Channels.WebPush;

namespace OrleansBackends.Bench.Cases;

/// <summary>Encrypting a push on one core, against the key pair and the agreement that RFC 8291 asks for with each message.</summary>
internal static class WebPushCases
{
    private const int PayloadBytes = 300;

    public static readonly BenchCase Encryption = new("webpush-encryption", Run);

    private static async IAsyncEnumerable<Row> Run(InterleavedPairs pairs)
    {
        using var browser = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var point = browser.ExportParameters(includePrivateParameters: false).Q;
        byte[] key = [4, .. point.X!, .. point.Y!];
        var auth = RandomNumberGenerator.GetBytes(WebPushCipher.AuthBytes);
        var payload = RandomNumberGenerator.GetBytes(PayloadBytes);
        yield return await pairs.Compare(
            "web push encryption, one core",
            Side.Closed("bare key agreement", 1, _ => Agree(point)),
            Side.Closed("encryption", 1, _ => Encrypt(payload, key, auth)));
    }

    /// <summary>Each message goes to another browser, so its key is read each time.</summary>
    private static ValueTask Agree(ECPoint point)
    {
        using var browser = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = point });
        using var own = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        own.DeriveRawSecretAgreement(browser.PublicKey);
        return ValueTask.CompletedTask;
    }

    private static ValueTask Encrypt(byte[] payload, byte[] key, byte[] auth)
    {
        WebPushCipher.Encrypt(payload, key, auth);
        return ValueTask.CompletedTask;
    }
}

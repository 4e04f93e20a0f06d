using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace OrleansBackends.Silo.Notifications.Channels.WebPush;

/// <summary>Proof of who pushes, RFC 8292: a token signed by the application's key for the origin of a push service, kept until an hour before its end.</summary>
internal sealed class VapidTokens(TimeProvider time)
{
    private const int MostKept = 1_000;
    private static readonly TimeSpan Life = TimeSpan.FromHours(12);
    private static readonly TimeSpan Kept = TimeSpan.FromHours(11);
    private static readonly string Header = Base64Url.EncodeToString("""{"typ":"JWT","alg":"ES256"}"""u8);

    private readonly ConcurrentDictionary<(VapidIdentity Identity, string Origin), (string Token, DateTimeOffset Until)> tokens = new();

    /// <summary>The value of <c>Authorization</c> without its scheme.</summary>
    public string Authorize(VapidIdentity identity, Uri endpoint)
    {
        var origin = endpoint.GetLeftPart(UriPartial.Authority);
        var now = time.GetUtcNow();
        if (!tokens.TryGetValue((identity, origin), out var known) || known.Until <= now)
        {
            // Endpoints come from browsers, so their origins are no closed set.
            if (tokens.Count >= MostKept)
            {
                tokens.Clear();
            }

            known = (Sign(identity, origin, now), now + Kept);
            tokens[(identity, origin)] = known;
        }

        return $"t={known.Token}, k={identity.Keys.PublicKey}";
    }

    private static string Sign(VapidIdentity identity, string origin, DateTimeOffset now)
    {
        var claims = JsonSerializer.SerializeToUtf8Bytes(new { aud = origin, exp = (now + Life).ToUnixTimeSeconds(), sub = identity.Subject });
        var signed = $"{Header}.{Base64Url.EncodeToString(claims)}";
        using var key = identity.Keys.Open();
        return $"{signed}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";
    }
}

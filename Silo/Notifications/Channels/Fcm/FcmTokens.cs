using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace OrleansBackends.Silo.Notifications.Channels.Fcm;

/// <summary>Access tokens of service accounts, each fetched once and kept until five minutes before its end.</summary>
internal sealed class FcmTokens(SafeHttpClient http, FcmEndpoints endpoints, TimeProvider time)
{
    private const int MostKept = 1_000;
    private static readonly SafeRequestLimits Limits = new(TimeSpan.FromSeconds(10), Bytes: 16 * 1024);
    private static readonly TimeSpan Life = TimeSpan.FromHours(1);
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);
    private static readonly string Header = Base64Url.EncodeToString("""{"alg":"RS256","typ":"JWT"}"""u8);

    private readonly ConcurrentDictionary<FcmAccount, Lazy<Task<FcmToken>>> tokens = new();

    /// <exception cref="HttpRequestException">The token could not be had.</exception>
    /// <exception cref="FcmRefusedException">The account is refused, or its key is none.</exception>
    public async Task<string> Get(FcmAccount account, CancellationToken cancellation)
    {
        if (tokens.Count >= MostKept)
        {
            tokens.Clear();
        }

        var shared = tokens.GetOrAdd(account, Fetching);
        if (shared.Value is { IsCompleted: true } done && (!done.IsCompletedSuccessfully || (await done).Until <= time.GetUtcNow()))
        {
            tokens.TryUpdate(account, Fetching(account), shared);
            shared = tokens.GetOrAdd(account, Fetching);
        }

        return (await shared.Value.WaitAsync(cancellation)).Text;
    }

    /// <summary>After Firebase refused the token, the next message fetches another.</summary>
    public void Drop(FcmAccount account) => tokens.TryRemove(account, out _);

    // One fetch serves all who wait, so nobody's cancellation ends it.
    private Lazy<Task<FcmToken>> Fetching(FcmAccount account) => new(() => Fetch(account));

    private async Task<FcmToken> Fetch(FcmAccount account)
    {
        var now = time.GetUtcNow();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "urn:ietf:params:oauth:grant-type:jwt-bearer",
            ["assertion"] = Assertion(account, now),
        });
        var answer = await http.Post(endpoints.Token, form, Limits);
        if (!answer.IsSuccess)
        {
            throw (int)answer.Status is >= 500 or 429
                ? new HttpRequestException(HttpRequestError.ConnectionError, Faults.Reason(answer.Status))
                : new FcmRefusedException("sign-in-refused");
        }

        try
        {
            using var json = JsonDocument.Parse(answer.Body);
            var life = TimeSpan.FromSeconds(json.RootElement.GetProperty("expires_in").GetInt32());
            return new FcmToken(json.RootElement.GetProperty("access_token").GetString()!, now + life - Margin);
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new FcmRefusedException("sign-in-unreadable");
        }
    }

    private string Assertion(FcmAccount account, DateTimeOffset now)
    {
        var claims = JsonSerializer.SerializeToUtf8Bytes(new
        {
            iss = account.ClientEmail,
            scope = "https://www.googleapis.com/auth/firebase.messaging",
            aud = endpoints.Token.AbsoluteUri,
            iat = now.ToUnixTimeSeconds(),
            exp = (now + Life).ToUnixTimeSeconds(),
        });
        var signed = $"{Header}.{Base64Url.EncodeToString(claims)}";
        using var key = RSA.Create();
        try
        {
            key.ImportFromPem(account.PrivateKey);
        }
        catch (Exception fault) when (fault is ArgumentException or CryptographicException)
        {
            throw new FcmRefusedException("private-key-invalid");
        }

        return $"{signed}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    private sealed record FcmToken(string Text, DateTimeOffset Until);
}

/// <summary>The account cannot be used as it is; the message is the reason for the log.</summary>
internal sealed class FcmRefusedException(string reason) : Exception(reason);

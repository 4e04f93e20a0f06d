using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>Sealed texts that carry a value for a purpose and a time, and need no storage.</summary>
public sealed class SignedTokens(IDataProtectionProvider protection, TimeProvider time)
{
    public string Make<T>(string purpose, T value, TimeSpan life)
    {
        var sealedUntil = new Content<T>(time.Now() + life, value);
        return WebEncoders.Base64UrlEncode(Protector(purpose).Protect(JsonSerializer.SerializeToUtf8Bytes(sealedUntil, WireJson.Options)));
    }

    /// <summary>False when it is not ours, was made for another purpose, or has expired.</summary>
    public bool TryRead<T>(string purpose, string token, out T? value)
    {
        value = default;
        try
        {
            var content = JsonSerializer.Deserialize<Content<T>>(Protector(purpose).Unprotect(WebEncoders.Base64UrlDecode(token)), WireJson.Options);
            if (content is null || content.Until <= time.Now())
            {
                return false;
            }

            value = content.Value;
            return true;
        }
        catch (Exception notOurs) when (notOurs is FormatException or CryptographicException)
        {
            return false;
        }
    }

    private IDataProtector Protector(string purpose) => protection.CreateProtector(nameof(SignedTokens), purpose);

    private sealed record Content<T>(DateTimeOffset Until, T Value);
}

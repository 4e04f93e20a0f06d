using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OrleansBackends.Grains.Interfaces.Links.Visits;

/// <summary>
/// The value of the cookie that opens a protected link: <c>&lt;expiry&gt;.&lt;HMAC of code and expiry&gt;</c>. A new password brings a new key, which ends
/// every cookie of the old one.
/// </summary>
public static class UnlockToken
{
    public static readonly TimeSpan Life = TimeSpan.FromHours(1);

    public const int KeyLength = 32;

    public static string Make(byte[] key, string code, DateTimeOffset expiresAt)
    {
        var expiry = expiresAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"{expiry}.{Base64Url.EncodeToString(Sign(key, code, expiry))}";
    }

    public static bool Opens(string? token, byte[] key, string code, DateTimeOffset now)
    {
        if (token?.Split('.') is not [var expiry, var signature]
            || !long.TryParse(expiry, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || seconds <= now.ToUnixTimeSeconds())
        {
            return false;
        }

        return CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(signature), Encoding.ASCII.GetBytes(Base64Url.EncodeToString(Sign(key, code, expiry))));
    }

    private static byte[] Sign(byte[] key, string code, string expiry) => HMACSHA256.HashData(key, Encoding.ASCII.GetBytes($"{code}|{expiry}"));
}

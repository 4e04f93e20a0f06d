using System.Security.Cryptography;
using System.Text;

namespace OrleansBackends.Grains.Notifications.Channels;

/// <summary>
/// How a provider of Twilio's shape signs what it tells us: base64 of HMAC-SHA1 under the account's token over the address it calls, as it was
/// given to it, and the form's names and values in the order of the names.
/// </summary>
internal static class SmsCallback
{
    public static string Sign(string authToken, string url, IEnumerable<KeyValuePair<string, string>> form)
    {
        var text = new StringBuilder(url);
        foreach (var (name, value) in form.OrderBy(field => field.Key, StringComparer.Ordinal))
        {
            text.Append(name).Append(value);
        }

#pragma warning disable CA5350 // the provider's choice
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(authToken), Encoding.UTF8.GetBytes(text.ToString())));
#pragma warning restore CA5350
    }

    public static bool IsGenuine(string? signature, string authToken, string url, IEnumerable<KeyValuePair<string, string>> form) =>
        signature is not null
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(signature), Encoding.UTF8.GetBytes(Sign(authToken, url, form)));
}

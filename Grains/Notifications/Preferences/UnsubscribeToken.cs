using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using OrleansBackends.Grains.Interfaces.Notifications;

namespace OrleansBackends.Grains.Notifications.Preferences;

/// <summary>What a link of unsubscribing switches off.</summary>
internal sealed record Unsubscription(string App, string Subscriber, string Category, NotifyChannel Channel);

/// <summary>The token in a link of unsubscribing, <c>&lt;what&gt;.&lt;signature&gt;</c>: signed by the application's key, without an end.</summary>
internal static class UnsubscribeToken
{
    public static string Create(byte[] key, Unsubscription what)
    {
        var text = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(DocumentJson.Write(what)));
        return $"{text}.{Sign(key, text)}";
    }

    /// <summary>The application whose key signed it, or so it says; null when the text is no token.</summary>
    public static string? AppOf(string token) => Read(token.Split('.')[0])?.App;

    /// <summary>Null when this key did not sign it.</summary>
    public static Unsubscription? Open(byte[] key, string token) =>
        token.Split('.') is [var text, var signature]
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Sign(key, text)), Encoding.UTF8.GetBytes(signature))
            ? Read(text)
            : null;

    private static string Sign(byte[] key, string text) => Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));

    private static Unsubscription? Read(string text)
    {
        try
        {
            return Base64Url.IsValid(text) ? DocumentJson.Read<Unsubscription>(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text))) : null;
        }
        catch (System.Text.Json.JsonException)
        {
            return null; // Not one of ours, and so it unsubscribes from nothing.
        }
    }
}

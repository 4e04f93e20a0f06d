using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace OrleansBackends.Grains.Interfaces.Notifications.Apps;

/// <summary>A program's key to an application: <c>ntk_&lt;app&gt;_&lt;secret&gt;</c>. Only its hash is kept.</summary>
public static class AppKeyText
{
    public const string Prefix = "ntk_";

    public static string Write(string app, ReadOnlySpan<byte> secret) => $"{Prefix}{app}_{Base64Url.EncodeToString(secret)}";

    /// <summary>The application a key is for; what looks like no key of ours is refused without a grain call.</summary>
    public static bool TryRead(string text, [NotNullWhen(true)] out string? app)
    {
        var end = text.StartsWith(Prefix, StringComparison.Ordinal) ? text.IndexOf('_', Prefix.Length) : -1;
        app = end < 0 ? null : text[Prefix.Length..end];
        return NotifyNames.IsKey(app);
    }

    public static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}

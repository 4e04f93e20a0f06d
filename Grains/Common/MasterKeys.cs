namespace OrleansBackends.Grains.Common;

/// <summary>The current master key first, then the old ones.</summary>
internal static class MasterKeys
{
    public const int Bytes = 32;

    /// <exception cref="FormatException">A key is missing or malformed; the message names the setting.</exception>
    public static IReadOnlyList<byte[]> Read(SecretOptions options)
    {
        var current = options switch
        {
            { MasterKey: { Length: > 0 }, MasterKeyFile: { Length: > 0 } } =>
                throw new FormatException("Set either Secrets:MasterKey or Secrets:MasterKeyFile, not both."),
            { MasterKey: { Length: > 0 } key } => Parse(key, "Secrets:MasterKey"),
            { MasterKeyFile: { Length: > 0 } path } => Parse(Content(path), "The file of Secrets:MasterKeyFile"),
            _ => throw new FormatException("Secrets:MasterKey or Secrets:MasterKeyFile is missing; make a key with: openssl rand -base64 32"),
        };
        return [current, .. options.OldKeys.Select((key, index) => Parse(key, $"Secrets:OldKeys:{index}"))];
    }

    private static string Content(string path) =>
        File.Exists(path) ? File.ReadAllText(path) : throw new FormatException($"Secrets:MasterKeyFile names {path}, which does not exist.");

    private static byte[] Parse(string text, string source)
    {
        var bytes = new byte[Bytes];
        return Convert.TryFromBase64String(text.Trim(), bytes, out var length) && length == Bytes
            ? bytes
            : throw new FormatException($"{source} must be {Bytes} bytes as base64.");
    }
}

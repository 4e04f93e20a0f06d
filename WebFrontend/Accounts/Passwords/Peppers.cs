using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>Keys that go into passwords before they are hashed: without them a stolen database cannot be searched for passwords.</summary>
internal sealed class Peppers
{
    private const int MinBytes = 32;
    private const int IdBytes = 6;

    private readonly Dictionary<string, byte[]> known = [];

    /// <summary>What a pepper is named by; no password reads so, since it is no UTF-8.</summary>
    private static ReadOnlySpan<byte> Name => [0xFF, 0x69, 0x64];

    /// <exception cref="FormatException">A pepper is no key.</exception>
    public Peppers(PasswordOptions options)
    {
        Current = options.Pepper is { Length: > 0 } pepper ? Add(pepper) : null;
        foreach (var old in options.OldPeppers)
        {
            Add(old);
        }
    }

    /// <summary>The name of the one that is used for what is kept from now on; null where none is.</summary>
    public string? Current { get; }

    /// <summary>Null where all is well; else which member is no key.</summary>
    public static string? Refuse(PasswordOptions options)
    {
        if (options.Pepper is { Length: > 0 } pepper && Read(pepper) is null)
        {
            return $"Pepper must be at least {MinBytes} bytes as base64; make one with: openssl rand -base64 {MinBytes}";
        }

        var wrong = options.OldPeppers.ToList().FindIndex(old => Read(old) is null);
        return wrong < 0 ? null : $"OldPeppers:{wrong} must be at least {MinBytes} bytes as base64.";
    }

    /// <summary>The password as it is hashed; false where that pepper is not known here.</summary>
    public bool TryApply(string? id, string password, out string peppered)
    {
        peppered = password;
        if (id is null)
        {
            return true;
        }

        if (!known.TryGetValue(id, out var key))
        {
            return false;
        }

        peppered = Base64Url.EncodeToString(HMACSHA512.HashData(key, Encoding.UTF8.GetBytes(password)));
        return true;
    }

    private string Add(string text)
    {
        var key = Read(text) ?? throw new FormatException("A pepper is no key.");
        var id = Base64Url.EncodeToString(HMACSHA512.HashData(key, Name).AsSpan(0, IdBytes));
        known[id] = key;
        return id;
    }

    private static byte[]? Read(string text)
    {
        var key = new byte[text.Length];
        return Convert.TryFromBase64String(text.Trim(), key, out var length) && length >= MinBytes ? key[..length] : null;
    }
}

using System.Collections.Frozen;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>
/// Passwords that everybody tries first, from the list of zxcvbn-ts (MIT), most common first. A password counts as common in whatever spelling:
/// capitals, figures for letters, and digits or signs around it do not make another one of it.
/// </summary>
internal sealed class CommonPasswords
{
    private const string Resource = "OrleansBackends.WebFrontend.Accounts.common-passwords.txt";

    private readonly FrozenSet<string> known = Read().ToFrozenSet(StringComparer.Ordinal);

    public bool Contains(string password)
    {
        var lower = password.ToLowerInvariant();
        var bare = lower.Trim([.. lower.Where(c => !char.IsLetter(c))]);
        return known.Contains(lower) || IsKnown(bare) || IsKnown(Plain(bare)) || IsKnown(Plain(lower)) || IsRepeated(lower);
    }

    private bool IsKnown(string word) => word.Length > 0 && known.Contains(word);

    /// <summary>One character, or one common password, over and over.</summary>
    private bool IsRepeated(string text)
    {
        for (var length = 1; length <= text.Length / 2; length++)
        {
            var part = text[..length];
            if (text.Length % length == 0 && (length <= 2 || known.Contains(part)) && string.Concat(Enumerable.Repeat(part, text.Length / length)) == text)
            {
                return true;
            }
        }

        return false;
    }

    private static string Plain(string text) => string.Create(text.Length, text, static (plain, from) =>
    {
        for (var i = 0; i < plain.Length; i++)
        {
            plain[i] = from[i] switch
            {
                '0' => 'o',
                '1' or '!' => 'i',
                '3' => 'e',
                '4' or '@' => 'a',
                '5' or '$' => 's',
                '7' => 't',
                var c => c,
            };
        }
    });

    private static IEnumerable<string> Read()
    {
        using var stream = typeof(CommonPasswords).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The list of common passwords, {Resource}, is not in this assembly.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }
}

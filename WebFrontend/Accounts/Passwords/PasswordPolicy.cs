using System.Text;
using Microsoft.Extensions.Options;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>Length, and what anybody would guess; nothing about what a password is composed of.</summary>
internal sealed class PasswordPolicy(CommonPasswords common, IOptions<AccountsOptions> options)
{
    public const int MaxLength = 256;

    private const int NoticedIdentity = 4;

    /// <summary>The one form in which a password is hashed and checked; never trimmed or cut.</summary>
    public static string Normal(string password) => password.Normalize(NormalizationForm.FormKC);

    /// <summary>Characters are code points, so that a sign beyond the first plane counts as one.</summary>
    public static int Length(string text) => text.EnumerateRunes().Count();

    /// <summary>Null where it is good.</summary>
    public Error? Refuse(string password, params ReadOnlySpan<string?> identity)
    {
        var reasons = new List<string>();
        var text = Normal(password);
        var length = Length(text);
        if (length < options.Value.MinimumPasswordLength)
        {
            reasons.Add("too-short");
        }

        if (length > MaxLength)
        {
            reasons.Add("too-long");
        }
        else if (common.Contains(text))
        {
            reasons.Add("common");
        }

        foreach (var name in identity)
        {
            if (name is not null && IsSimilar(text, Normal(name.Trim())))
            {
                reasons.Add("similar-to-identity");
                break;
            }
        }

        return reasons.Count == 0 ? null : AccountErrors.WeakPassword(reasons);
    }

    public Error? Refuse(string password, string email, string username, string? displayName) =>
        Refuse(password, [email, email.Split('@')[0], username, displayName]);

    private static bool IsSimilar(string text, string name) =>
        Length(name) >= NoticedIdentity && Length(name) * 2 > Length(text) && text.Contains(name, StringComparison.OrdinalIgnoreCase);
}

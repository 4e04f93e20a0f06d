using System.Globalization;
using System.Text;

namespace OrleansBackends.Grains.Interfaces.Accounts;

/// <summary>The form under which an address is compared: no folding of dots or <c>+</c>, since only the receiving host knows what they mean.</summary>
public static class AddressKey
{
    public const int MaxLength = 254;

    private static readonly IdnMapping Idn = new();

    /// <summary>Null where the text cannot be a mail address.</summary>
    public static string? Of(string address)
    {
        var text = address.Trim().Normalize(NormalizationForm.FormKC);
        var at = text.LastIndexOf('@');
        if (at is < 1 or > 64 || at == text.Length - 1 || text.Length > MaxLength || text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
        {
            return null;
        }

        return Domain(text[(at + 1)..]) is { } domain ? $"{text[..at].ToLowerInvariant()}@{domain}" : null;
    }

    private static string? Domain(string domain)
    {
        try
        {
            var ascii = Idn.GetAscii(domain).ToLowerInvariant();
            return Uri.CheckHostName(ascii) == UriHostNameType.Dns && !ascii.EndsWith('.') ? ascii : null;
        }
        catch (ArgumentException)
        {
            return null; // IdnMapping says in no other way that a name is none.
        }
    }
}

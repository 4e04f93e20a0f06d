using System.Text.RegularExpressions;

namespace OrleansBackends.Grains.Interfaces.Notifications;

/// <summary>Whether a text can be an address of its kind at all; what it leads to shows when something is sent.</summary>
public static partial class AddressText
{
    private const int MaxMail = 254;

    public static bool IsMail(string text) => text.Length <= MaxMail && Mail().IsMatch(text);

    /// <summary>The address of a sender that is written alone or as <c>Name &lt;address&gt;</c>; null for anything else.</summary>
    public static string? OfSender(string text)
    {
        var address = Named().Match(text) is { Success: true } named ? named.Groups["address"].Value : text;
        return IsMail(address) ? address : null;
    }

    /// <summary>E.164.</summary>
    public static bool IsPhone(string text) => Phone().IsMatch(text);

    [GeneratedRegex(@"^[^\s@<>""(),:;\\\p{C}]{1,64}@[^\s@<>""(),:;\\\p{C}.]+(\.[^\s@<>""(),:;\\\p{C}.]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Mail();

    [GeneratedRegex(@"^(?:""[^""\\\p{C}]{1,100}""|[^""<>@,;:()\[\]\\\p{C}]{1,100}?) ?<(?<address>[^<>]+)>\z", RegexOptions.CultureInvariant)]
    private static partial Regex Named();

    [GeneratedRegex(@"^\+[1-9][0-9]{6,14}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Phone();
}

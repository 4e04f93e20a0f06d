using System.Text.RegularExpressions;

namespace OrleansBackends.Grains.Notifications;

/// <summary>Whether a text can be an address of its kind at all; what it leads to shows when something is sent.</summary>
internal static partial class AddressText
{
    private const int MaxMail = 254;

    public static bool IsMail(string text) => text.Length <= MaxMail && Mail().IsMatch(text);

    /// <summary>A mail address, alone or as <c>Name &lt;address&gt;</c>.</summary>
    public static bool IsSender(string text) =>
        Named().Match(text) is { Success: true } named ? IsMail(named.Groups["address"].Value) : IsMail(text);

    /// <summary>E.164.</summary>
    public static bool IsPhone(string text) => Phone().IsMatch(text);

    [GeneratedRegex(@"^[^\s@<>""(),:;\\\p{C}]{1,64}@[^\s@<>""(),:;\\\p{C}.]+(\.[^\s@<>""(),:;\\\p{C}.]+)*$", RegexOptions.CultureInvariant)]
    private static partial Regex Mail();

    [GeneratedRegex(@"^(?:""[^""\\\p{C}]{1,100}""|[^""<>@,;:()\[\]\\\p{C}]{1,100}?) ?<(?<address>[^<>]+)>\z", RegexOptions.CultureInvariant)]
    private static partial Regex Named();

    [GeneratedRegex(@"^\+[1-9][0-9]{6,14}$", RegexOptions.CultureInvariant)]
    private static partial Regex Phone();
}

namespace OrleansBackends.Grains.Interfaces.Notifications;

/// <summary>An address as logs and live topics may show it: <c>a…@example.org</c>, <c>+49…89</c>; of anything else its first letters.</summary>
public static class MaskedAddress
{
    public static string Of(string address)
    {
        var at = address.LastIndexOf('@');
        return at > 0 ? $"{First(address)}…{address[at..]}"
            : address.StartsWith('+') && address.Length > 6 ? $"{address[..3]}…{address[^2..]}"
            : address.Length > 12 ? $"{address[..8]}…"
            : "…";
    }

    /// <summary>A whole character, also where it takes two code units.</summary>
    private static string First(string text) => char.IsSurrogatePair(text, 0) ? text[..2] : text[..1];
}

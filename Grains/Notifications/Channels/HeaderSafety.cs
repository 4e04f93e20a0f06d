namespace OrleansBackends.Grains.Notifications.Channels;

/// <summary>What would end a header line in a subject, name or address refuses the message (<c>header-injection</c>).</summary>
internal static class HeaderSafety
{
    public static bool IsSafe(string? value) => value is null || value.AsSpan().IndexOfAny('\r', '\n', '\0') < 0;
}

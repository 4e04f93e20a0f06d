namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>A name by which a person knows a device again, such as "Firefox on Linux".</summary>
internal static class DeviceName
{
    // Browsers name their ancestors too, so the more special comes first.
    private static readonly (string Sign, string Name)[] Programs =
    [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"),
        ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"), ("curl", "curl"), ("Wget", "Wget"), ("Postman", "Postman"),
        ("python", "Python"), ("Go-http-client", "Go"), ("okhttp", "OkHttp"),
    ];

    private static readonly (string Sign, string Name)[] Systems =
    [
        ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ];

    public static string Of(string userAgent) => (Find(Programs, userAgent), Find(Systems, userAgent)) switch
    {
        ({ } program, { } system) => $"{program} on {system}",
        ({ } program, null) => program,
        (null, { } system) => system,
        _ => "Unknown device",
    };

    private static string? Find((string Sign, string Name)[] known, string text) =>
        known.FirstOrDefault(k => text.Contains(k.Sign, StringComparison.OrdinalIgnoreCase)).Name;
}

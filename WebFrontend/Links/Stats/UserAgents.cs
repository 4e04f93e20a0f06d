namespace OrleansBackends.WebFrontend.Links.Stats;

/// <summary>Browser, system and device of a User-Agent: the first token of each table that occurs in it; nothing finer is told.</summary>
internal static class UserAgents
{
    private const string Other = "other";

    // A browser names those it descends from as well, so the most particular comes first.
    private static readonly (string Token, string Name)[] Browsers =
    [
        ("Edg/", "edge"), ("EdgA/", "edge"), ("EdgiOS/", "edge"), ("OPR/", "opera"), ("Opera", "opera"), ("OPiOS/", "opera"), ("SamsungBrowser/", "samsung"),
        ("YaBrowser/", "yandex"), ("Vivaldi/", "vivaldi"), ("DuckDuckGo/", "duckduckgo"), ("UCBrowser/", "uc"), ("FxiOS/", "firefox"), ("Firefox/", "firefox"),
        ("CriOS/", "chrome"), ("Chrome/", "chrome"), ("Chromium/", "chrome"), ("MSIE ", "internet-explorer"), ("Trident/", "internet-explorer"),
        ("Safari/", "safari"),
    ];

    private static readonly (string Token, string Name)[] Systems =
    [
        ("Windows Phone", "windows-phone"), ("Windows", "windows"), ("Android", "android"), ("iPhone", "ios"), ("iPad", "ios"), ("iPod", "ios"),
        ("CrOS", "chromeos"), ("Mac OS X", "macos"), ("Macintosh", "macos"), ("HarmonyOS", "harmonyos"), ("Linux", "linux"), ("FreeBSD", "freebsd"),
    ];

    private static readonly (string Token, string Name)[] Devices =
    [
        ("iPad", "tablet"), ("Tablet", "tablet"), ("Kindle", "tablet"), ("Silk/", "tablet"), ("Mobile", "mobile"), ("iPhone", "mobile"), ("iPod", "mobile"),
        ("Android", "tablet"), ("Windows", "desktop"), ("Macintosh", "desktop"), ("CrOS", "desktop"), ("Linux", "desktop"), ("FreeBSD", "desktop"),
    ];

    public static (string Browser, string Os, string Device) Read(string userAgent) =>
        (First(Browsers, userAgent), First(Systems, userAgent), First(Devices, userAgent));

    private static string First((string Token, string Name)[] table, string userAgent) =>
        Array.Find(table, entry => userAgent.Contains(entry.Token, StringComparison.Ordinal)).Name ?? Other;
}

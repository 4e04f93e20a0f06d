namespace OrleansBackends.WebFrontend.Links.Stats;

/// <summary>Tells programs from people by what they say of themselves.</summary>
internal static class Bots
{
    private const int MaxLength = 512;

    /// <summary>Crawlers, preview fetchers, monitors and HTTP libraries; looked for anywhere in the User-Agent, without case.</summary>
    private static readonly string[] Tokens =
    [
        "bot", "crawl", "spider", "slurp", "archiver", "facebookexternalhit", "facebookcatalog", "whatsapp", "telegram", "discord", "slack", "skypeuripreview",
        "linkedin", "pinterest", "embedly", "quora link", "vkshare", "bitlybot", "tumblr", "mastodon", "preview", "fetch", "scrap", "monitor", "pingdom",
        "uptime", "statuscake", "site24x7", "lighthouse", "headless", "phantomjs", "selenium", "puppeteer", "playwright", "curl", "wget", "httpie",
        "python", "aiohttp", "httpx", "java/", "okhttp", "apache-httpclient", "go-http-client", "node", "axios", "undici", "got (", "ruby", "perl", "php",
        "guzzle", "libwww", "dart", "rust", "reqwest", "postman", "insomnia", "dotnet", "feed", "rss", "validator", "wappalyzer", "nmap", "zgrab", "masscan",
    ];

    public static bool IsBot(HttpRequest request) =>
        IsBot(request.Headers.UserAgent.ToString(), request.Headers["Purpose"].ToString(), request.Headers["Sec-Purpose"].ToString());

    public static bool IsBot(string userAgent, string purpose, string secPurpose) =>
        userAgent.Length is 0 or > MaxLength
        || IsPrefetch(purpose) || IsPrefetch(secPurpose)
        || Array.Exists(Tokens, token => userAgent.Contains(token, StringComparison.OrdinalIgnoreCase));

    public static bool IsPrefetch(string purpose) => purpose.Contains("prefetch", StringComparison.OrdinalIgnoreCase);
}

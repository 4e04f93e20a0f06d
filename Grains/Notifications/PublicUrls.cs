using System.Net;

namespace OrleansBackends.Grains.Notifications;

/// <summary>What can be told of a host without asking the network; each attempt to connect checks the address it really goes to.</summary>
internal static class PublicUrls
{
    public const int MaxUrl = 500;

    public static bool IsHost(string host) =>
        Uri.CheckHostName(host) switch
        {
            UriHostNameType.Dns => !host.Equals("localhost", StringComparison.OrdinalIgnoreCase) && host.Contains('.'),
            UriHostNameType.IPv4 or UriHostNameType.IPv6 => PublicAddress.IsPublic(IPAddress.Parse(host)),
            _ => false,
        };

    public static bool IsUrl(string url, bool httpsOnly = false) =>
        url.Length <= MaxUrl && Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.UserInfo.Length == 0
            && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && !httpsOnly)) && IsHost(uri.DnsSafeHost);
}

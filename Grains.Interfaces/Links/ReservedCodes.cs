using System.Collections.Frozen;

namespace OrleansBackends.Grains.Interfaces.Links;

/// <summary>Words no link may have: root paths of this solution, those of surfaces that may come, and words that mislead. Compared folded.</summary>
public static class ReservedCodes
{
    private const string Roots =
        """
        account accounts api assets blog callbacks chat conduit connect dashboard dev docs drop e events expenses favicon.ico files health hubs
        manifest.json n openapi p robots.txt s sites sitemap.xml todo-backend up .well-known apple-app-site-association
        """;

    private const string Later = "data geo ghost rest v1 yourls-api.php";

    private const string Misleading =
        "about admin help login logout mail metrics privacy register report search settings shop static stats status terms users www";

    private const string OwnRoutes = "bulk bulk-actions availability tags reports banned-hosts export";

    private static readonly FrozenSet<string> Words =
        $"{Roots} {Later} {Misleading} {OwnRoutes}".Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    public static bool Contains(string folded) => Words.Contains(folded);
}

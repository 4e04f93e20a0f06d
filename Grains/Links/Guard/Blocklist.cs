using System.Collections.Frozen;
using OrleansBackends.Grains.Interfaces.Links.Targets;

namespace OrleansBackends.Grains.Links.Guard;

/// <summary>What blocklist files say: one host or URL a line, also in the form of a hosts file; <c>#</c> begins a comment.</summary>
internal sealed record Blocklist(FrozenSet<string> Hosts, FrozenSet<string> Urls)
{
    public static Blocklist Empty { get; } = new([], []);

    public static Blocklist Read(IEnumerable<string> lines)
    {
        var hosts = new HashSet<string>(StringComparer.Ordinal);
        var urls = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            var comment = line.IndexOf('#', StringComparison.Ordinal);
            var entry = (comment < 0 ? line : line[..comment]).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? "";
            if (entry.Contains("://", StringComparison.Ordinal))
            {
                if (LinkUrl.Normalise(entry) is { IsOk: true } url)
                {
                    urls.Add(url.Value.Text);
                }
            }
            else if (HostName.Normalise(entry) is { } host)
            {
                hosts.Add(host);
            }
        }

        return new Blocklist(hosts.ToFrozenSet(StringComparer.Ordinal), urls.ToFrozenSet(StringComparer.Ordinal));
    }
}

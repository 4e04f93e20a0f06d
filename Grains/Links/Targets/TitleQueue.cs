using System.Threading.Channels;
using Microsoft.Extensions.Options;

namespace OrleansBackends.Grains.Links.Targets;

/// <summary>Links whose title a worker of this silo looks up; what does not fit is dropped, since a title is a courtesy.</summary>
internal sealed class TitleQueue(IOptions<LinksOptions> options)
{
    public const int Bound = 1_000;

    private readonly Channel<(string Code, string Url)> waiting =
        Channel.CreateBounded<(string Code, string Url)>(new BoundedChannelOptions(Bound) { FullMode = BoundedChannelFullMode.DropWrite });

    public IAsyncEnumerable<(string Code, string Url)> Take(CancellationToken cancellation) => waiting.Reader.ReadAllAsync(cancellation);

    /// <summary>Asks for the title of a link that has none. The page behind a password or a visit limit is left alone.</summary>
    public void Offer(LinkState link)
    {
        if (options.Value.FetchTitles && link is { Title: null, Url: { } url, Password: null, MaxVisits: null } && url.StartsWith("http", StringComparison.Ordinal))
        {
            waiting.Writer.TryWrite((link.Code, url));
        }
    }
}

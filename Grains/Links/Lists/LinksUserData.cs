using OrleansBackends.Grains.Interfaces.Links;
using OrleansBackends.Grains.Interfaces.Links.Lists;
using OrleansBackends.Grains.Interfaces.Links.Stats;

namespace OrleansBackends.Grains.Links.Lists;

/// <summary>A person's links: handed out whole; erased, they end for ever and their statistics go.</summary>
internal sealed class LinksUserData(IGrainFactory grains) : IUserExport, IUserErasure
{
    private const int Step = 50;

    public string Slice => "links";

    private ILinkQueries Queries => grains.GetGrain<ILinkQueries>(0);

    public async Task<Page<string>> Export(UserId user, string? cursor, CancellationToken cancellation)
    {
        var codes = await Queries.Codes(user, cursor ?? "", Step);
        var links = await Task.WhenAll(codes.Select(code => Link(code).Get(user)));
        return new Page<string>([.. links.Where(l => l.IsOk).Select(l => DocumentJson.Write(l.Value))], codes.Count == Step ? codes[^1] : null);
    }

    public async Task<bool> EraseStep(UserId user, CancellationToken cancellation)
    {
        var codes = await Queries.Codes(user, "", Step);
        foreach (var code in codes)
        {
            await grains.GetGrain<ILinkStatsGrain>(LinkKey.Stats(code)).Erase();
            (await Link(code).Delete(user)).Require();
        }

        return codes.Count < Step;
    }

    private ILinkGrain Link(string code) => grains.GetGrain<ILinkGrain>(LinkKey.Link(code));
}

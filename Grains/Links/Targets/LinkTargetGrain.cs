using OrleansBackends.Grains.Interfaces.Links;
using OrleansBackends.Grains.Interfaces.Links.Lists;
using OrleansBackends.Grains.Interfaces.Links.Targets;

namespace OrleansBackends.Grains.Links.Targets;

[GrainType("linktarget")]
internal sealed class LinkTargetGrain(IGrainFactory grains) : Grain, ILinkTargetGrain
{
    public async Task<Result<CreatedLink>> FindOrCreate(NewLink link, OperationId? operation)
    {
        var owner = link.Owner!.Value;
        var hash = LinkUrl.Normalise(link.Url).Require().Hash;
        if (await grains.GetGrain<ILinkQueries>(0).NewestPlain(owner, hash) is { } code
            && await grains.GetGrain<ILinkGrain>(LinkKey.Link(code)).Get(owner) is { IsOk: true } found)
        {
            return new CreatedLink(found.Value, Existed: true);
        }

        return await grains.CreateLink(link, operation);
    }
}

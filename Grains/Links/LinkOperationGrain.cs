using OrleansBackends.Grains.Interfaces.Links;
using OrleansBackends.Grains.Interfaces.Links.Lists;

namespace OrleansBackends.Grains.Links;

/// <summary>A link's document names the operation that made it, so the view is the memory and nothing is stored here.</summary>
[GrainType("linkoperation"), CollectionAgeLimit(Minutes = 2)]
internal sealed class LinkOperationGrain(IGrainFactory grains) : Grain, ILinkOperationGrain
{
    public async Task<Result<CreatedLink>> Create(NewLink link, OperationId operation) =>
        await grains.GetGrain<ILinkQueries>(0).MadeBy(operation.Value) is { } code
            ? await grains.GetGrain<ILinkGrain>(LinkKey.Link(code)).Create(link, operation)
            : await grains.DrawLink(link, operation);
}

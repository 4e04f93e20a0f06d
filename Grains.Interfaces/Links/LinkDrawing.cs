namespace OrleansBackends.Grains.Interfaces.Links;

public static class LinkDrawing
{
    /// <summary>Creates a link, or finds the one that the operation has made.</summary>
    public static Task<Result<CreatedLink>> CreateLink(this IGrainFactory grains, NewLink link, OperationId? operation) =>
        operation is null ? grains.DrawLink(link, null) : grains.GetGrain<ILinkOperationGrain>(LinkKey.Operation(operation)).Create(link, operation);

    /// <summary>Creates a link under its custom code, or under the first drawn code that is free.</summary>
    public static async Task<Result<CreatedLink>> DrawLink(this IGrainFactory grains, NewLink link, OperationId? operation)
    {
        if (link.Code is { } custom)
        {
            return LinkCode.Custom(custom) is { IsOk: false } refused ? refused.Error : await Take(LinkCode.Fold(custom));
        }

        foreach (var code in LinkCode.Draws(operation))
        {
            var taken = await Take(code);
            if (taken.Error?.Code != LinkErrors.CodeTaken.Code)
            {
                return taken;
            }
        }

        return LinkErrors.NoCodeLeft;

        Task<Result<CreatedLink>> Take(string code) => grains.GetGrain<ILinkGrain>(LinkKey.Link(code)).Create(link, operation);
    }
}

namespace OrleansBackends.Grains.Interfaces.Links.Targets;

/// <summary>All plain links of one owner to one address. Its turns are serial, so two racing calls cannot both create.</summary>
[GrainInterfaceType("linktarget"), Alias("links.i-target")]
public interface ILinkTargetGrain : IGrainWithStringKey
{
    /// <summary>The owner's newest plain link to this address, else a new one. Refuses as a create does.</summary>
    [Alias("FindOrCreate")]
    Task<Result<CreatedLink>> FindOrCreate(NewLink link, OperationId? operation);
}

namespace OrleansBackends.Grains.Interfaces.Links;

/// <summary>All creates that came with one <c>Idempotency-Key</c>. Its turns are serial, so two racing calls cannot both create.</summary>
[GrainInterfaceType("linkoperation"), Alias("links.i-operation")]
public interface ILinkOperationGrain : IGrainWithStringKey
{
    /// <summary>
    /// The link that the operation has made, else a new one. Another request under the same key, also one for another code, is refused with
    /// <c>idempotency-key-reused</c>.
    /// </summary>
    [Alias("Create")]
    Task<Result<CreatedLink>> Create(NewLink link, OperationId operation);
}

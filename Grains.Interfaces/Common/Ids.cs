namespace OrleansBackends.Grains.Interfaces.Common;

/// <summary>Identifiers of new things: derived from the operation where there is one, so that a repeat meets the same thing, else a UUIDv7.</summary>
public static class Ids
{
    public static Guid New(TimeProvider time) => Guid.CreateVersion7(time.GetUtcNow());

    public static Guid New(TimeProvider time, OperationId? operation, string purpose) => operation?.DeriveGuid(purpose) ?? New(time);
}

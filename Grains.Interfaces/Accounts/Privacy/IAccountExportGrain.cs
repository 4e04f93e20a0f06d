namespace OrleansBackends.Grains.Interfaces.Accounts;

/// <summary>
/// Leave to read everything that all systems hold about one person, under the account's key and served by the same grain. What is read comes from
/// <see cref="IAccountQueries.Export"/> at that time, so no copy of it lies anywhere.
/// </summary>
[GrainInterfaceType("account-export"), Alias("accounts.i-export")]
public interface IAccountExportGrain : IGrainWithStringKey
{
    /// <summary>Gives leave for a day and notes it. Refuses <c>user-not-found</c>, <c>outbox-full</c>.</summary>
    [Alias("Begin")]
    Task<Result<ExportView>> Begin(Guid bySession, CallOrigin origin);

    /// <summary>Refuses <c>export-not-found</c>, also where a day has passed.</summary>
    [Alias("Find")]
    Task<Result<ExportView>> Find(Guid export);
}

/// <param name="Id">Under which it is read.</param>
/// <param name="ExpiresAt">Until when.</param>
[GenerateSerializer, Immutable, Alias("accounts.export")]
public sealed record ExportView([property: Id(0)] Guid Id, [property: Id(1)] DateTimeOffset ExpiresAt);

/// <summary>Things that one system holds, as JSON texts, and where the next page begins.</summary>
[GenerateSerializer, Immutable, Alias("accounts.export-page")]
public sealed record ExportPage([property: Id(0)] string Slice, [property: Id(1)] IReadOnlyList<string> Items, [property: Id(2)] string? NextCursor);

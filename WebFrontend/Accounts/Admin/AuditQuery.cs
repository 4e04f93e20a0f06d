using Microsoft.AspNetCore.Mvc;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>The filter of the audit of all users as it stands in the address.</summary>
public sealed record AuditQuery(
    [FromQuery] Guid? User, [FromQuery] Guid? Actor, [FromQuery] string? Kind, [FromQuery] DateTimeOffset? From, [FromQuery] DateTimeOffset? To)
{
    internal Result<AuditFilter> ToFilter() =>
        Kind is not null && !AuditKinds.All.Contains(Kind) ? Errors.Invalid("There is no such kind of entry.", "kind")
            : new AuditFilter
            {
                User = User is { } user ? new UserId(user) : null,
                Actor = Actor is { } actor ? new UserId(actor) : null,
                Kind = Kind,
                From = From,
                To = To,
            };
}

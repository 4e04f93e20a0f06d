using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Claims;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>
/// Who is calling, as a handler's parameter. A nullable parameter is null for an anonymous caller; routes are for signed-in callers unless they
/// say <c>.AllowAnonymous()</c>.
/// </summary>
public sealed record CurrentUser(UserId Id, IReadOnlySet<string> Roles)
{
    public const string Admin = "admin";

    /// <summary>A principal is never changed and, for a token that is known, the same at each request; filters, limits and handlers all ask.</summary>
    private static readonly ConditionalWeakTable<ClaimsPrincipal, Read> Known = [];

    /// <summary>The session of the token; null for API keys.</summary>
    public string? SessionId { get; init; }

    /// <summary>Null for sessions, which are not bound to scopes.</summary>
    public IReadOnlySet<string>? Scopes { get; init; }

    public DateTimeOffset? AuthenticatedAt { get; init; }

    /// <summary>How the session's user proved who it is: <c>amr</c> of RFC 8176.</summary>
    public IReadOnlyList<string> Methods { get; init; } = [];

    public bool IsAdmin => Roles.Contains(Admin);

    public static ValueTask<CurrentUser?> BindAsync(HttpContext context) => ValueTask.FromResult(From(context.User));

    public static CurrentUser? From(ClaimsPrincipal principal) =>
        principal.Identity is { IsAuthenticated: true } ? Known.GetValue(principal, static known => new Read(Parse(known))).User : null;

    private static CurrentUser? Parse(ClaimsPrincipal principal) =>
        UserId.TryParse(principal.FindFirstValue("sub"), null, out var id)
            ? new CurrentUser(id, principal.FindAll("roles").Select(c => c.Value).ToHashSet())
            {
                SessionId = principal.FindFirstValue("sid"),
                Scopes = principal.FindFirstValue("scope")?.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(),
                AuthenticatedAt = long.TryParse(principal.FindFirstValue("auth_time"), CultureInfo.InvariantCulture, out var seconds)
                    ? DateTimeOffset.FromUnixTimeSeconds(seconds)
                    : null,
                Methods = [.. principal.FindAll("amr").Select(c => c.Value)],
            }
            : null;

    private sealed record Read(CurrentUser? User);
}

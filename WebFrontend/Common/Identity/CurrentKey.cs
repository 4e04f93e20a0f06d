using System.Security.Claims;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>
/// A program that calls with a key of an application of a slice. It is no user: routes that are for users refuse it, and those of its slice that
/// serve programs say so with <see cref="Identity.AllowKeys"/>.
/// </summary>
/// <param name="Slice">In kebab-case; another slice's application of the same name is another one.</param>
/// <param name="App">The application.</param>
/// <param name="Hash">The hash of the key, which is counted by.</param>
public sealed record CurrentKey(string Slice, string App, string Hash)
{
    public const string Header = "X-Api-Key";

    private const string Claim = "key";

    public static CurrentKey? From(ClaimsPrincipal principal) =>
        principal.FindFirstValue(Claim)?.Split(' ') is [var slice, var app, var hash] ? new CurrentKey(slice, app, hash) : null;

    public ClaimsPrincipal ToPrincipal(string scheme) => new(new ClaimsIdentity([new Claim(Claim, $"{Slice} {App} {Hash}")], scheme));
}

/// <summary>Which scheme reads keys that begin so.</summary>
public sealed record KeyPrefix(string Prefix, string Scheme)
{
    /// <summary>The scheme of the key that the request carries; null where no slice knows its beginning.</summary>
    public static string? SchemeOf(HttpContext context) =>
        context.Request.Headers[CurrentKey.Header] is [{ } key]
            ? context.RequestServices.GetServices<KeyPrefix>().FirstOrDefault(known => key.StartsWith(known.Prefix, StringComparison.Ordinal))?.Scheme
            : null;
}

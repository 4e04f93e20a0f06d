using System.Security.Claims;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>
/// Sessions of browsers, carried by a cookie. Pages open one with <c>AccountFlows</c>, asking for <see cref="SessionKind.Cookie"/>, and hand the grant
/// to <see cref="SignInAsync"/>; they end it with <see cref="SignOutAsync"/>. From then on the browser's requests bind <c>CurrentUser</c> like those
/// with a token. Forms carry <c>&lt;AntiforgeryToken /&gt;</c>; routes that take forms from anybody say <c>.RequireAntiforgery()</c>.
/// </summary>
internal sealed class CookieSessions(IGrainFactory grains, AccessTokens tokens, AccessTokenReader reader, SiteCookies cookies)
{
    private const string Name = "session";

    private static readonly TimeSpan Life = TimeSpan.FromDays(14);

    /// <summary>The session that the request came with, or that was opened since.</summary>
    public static SessionCookie? Current(HttpContext context) => context.Features.Get<SessionCookie>();

    /// <summary>Gives the browser the session, ends the one it had, and makes the request its user's.</summary>
    public async Task SignInAsync(HttpContext context, SessionGrant grant, CallOrigin origin)
    {
        if (Current(context) is { } former)
        {
            await EndAsync(former, origin);
        }

        RefreshToken.TryRead(grant.RefreshToken!, out var refresh);
        await GiveAsync(context, new SessionCookie(refresh!, await tokens.IssueAsync(grant)), grant.Remember);
    }

    /// <summary>Ends the browser's session and takes its cookie away; done also where there is none.</summary>
    public async Task<Result<Done>> SignOutAsync(HttpContext context, CallOrigin origin)
    {
        var ended = Current(context) is { } cookie ? await EndAsync(cookie, origin) : Done.Ok;
        if (ended.IsOk)
        {
            Forget(context);
        }

        return ended;
    }

    /// <summary>After the same session was proved anew: a cookie that says so. The refresh token stays.</summary>
    public async Task ReissueAsync(HttpContext context, SessionGrant grant) =>
        await GiveAsync(context, Current(context)! with { Access = await tokens.IssueAsync(grant) }, grant.Remember);

    /// <summary>Whether the request came with a cookie whose session has ended.</summary>
    public static bool WasDismissed(HttpContext context) => context.Features.Get<NextCookie>() is { Value: null };

    /// <summary>The cookie as it was sent; null where there is none.</summary>
    internal string? Presented(HttpContext context) => cookies.Read(context, Name);

    /// <summary>Turns the refresh token in the cookie and gives the next cookie.</summary>
    internal async Task<Result<ReadToken>> RenewAsync(HttpContext context, SessionCookie cookie, CallOrigin origin)
    {
        var grant = await Sessions(cookie).Refresh(cookie.Refresh.Session, cookie.Refresh.Secret, origin);
        if (!grant.IsOk)
        {
            return grant.Error;
        }

        RefreshToken.TryRead(grant.Value.RefreshToken!, out var refresh);
        return await GiveAsync(context, new SessionCookie(refresh!, await tokens.IssueAsync(grant.Value)), grant.Value.Remember);
    }

    /// <summary>The request goes on with this session.</summary>
    internal static void Keep(HttpContext context, SessionCookie cookie) => context.Features.Set(cookie);

    /// <summary>The cookie is of no use any more.</summary>
    internal void Forget(HttpContext context)
    {
        context.Features.Set<SessionCookie>(null);
        context.User = new ClaimsPrincipal();
        Write(context, value: null, life: null);
    }

    private async Task<ReadToken> GiveAsync(HttpContext context, SessionCookie cookie, bool remember)
    {
        Keep(context, cookie);
        Write(context, cookie.Write(), remember ? Life : null);
        var read = await reader.ReadAsync(cookie.Access) ?? throw new InvalidOperationException("A token that was just made is good.");
        context.User = read.Principal;
        return read;
    }

    private Task<Result<Done>> EndAsync(SessionCookie cookie, CallOrigin origin) =>
        Sessions(cookie).SignOut(cookie.Refresh.Session, origin);

    private IAccountSessionsGrain Sessions(SessionCookie cookie) => grains.GetGrain<IAccountSessionsGrain>(AccountKey.Of(cookie.Refresh.User));

    /// <summary>The last one written counts, and it outlives a fault, whose answer begins by clearing the headers.</summary>
    private void Write(HttpContext context, string? value, TimeSpan? life)
    {
        if (context.Features.Get<NextCookie>() is { } next)
        {
            (next.Value, next.Life) = (value, life);
            return;
        }

        next = new NextCookie { Value = value, Life = life };
        context.Features.Set(next);
        context.Response.OnStarting(() =>
        {
            cookies.Write(context, Name, next.Value, next.Life);
            context.Response.Headers.CacheControl = "no-store";
            return Task.CompletedTask;
        });
    }

    private sealed class NextCookie
    {
        public string? Value { get; set; }

        public TimeSpan? Life { get; set; }
    }
}

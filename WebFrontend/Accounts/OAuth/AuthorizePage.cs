using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using OrleansBackends.Grains.Interfaces.Accounts;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>Who is asking, whether the user wants it, and the way back to the client.</summary>
internal static class AuthorizePage
{
    private const string Scheme = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;
    private const string Decision = "decision";
    private const string Allow = "allow";

    /// <summary>A client that wants the user to sign in anew gets somebody who did so this recently.</summary>
    private static readonly TimeSpan JustNow = TimeSpan.FromMinutes(1);

    public static async Task<IResult> Answer(
        HttpContext context, CurrentUser? user, IGrainFactory grains, OAuthClientStore clients, IAntiforgery antiforgery, Caller caller, TimeProvider time)
    {
        var request = context.GetOpenIddictServerRequest()!;
        if (user is not { SessionId: not null } || !IsRecent(request, user, time.GetUtcNow()))
        {
            return request.HasPromptValue(PromptValues.None) ? Refuse(OpenIddictConstants.Errors.LoginRequired) : SignIn(context, request);
        }

        var client = (await clients.FindByClientIdAsync(request.ClientId!, default))!;
        if (context.Request.HasFormContentType && context.Request.Form[Decision] is [{ } decision])
        {
            return !await antiforgery.IsRequestValidAsync(context) ? Ask(context, request, client)
                : decision == Allow ? await AllowAsync(request, user, grains, caller)
                : Refuse(OpenIddictConstants.Errors.AccessDenied);
        }

        var isAsked = client.Consent == OAuthConsent.Ask
            && (request.HasPromptValue(PromptValues.Consent)
                || request.GetScopes().Except(await Queries(grains).Allowed(user.Id, client.ClientId)).Any()
                || request.GetScopes().IsEmpty);
        return !isAsked ? await AllowAsync(request, user, grains, caller)
            : request.HasPromptValue(PromptValues.None) ? Refuse(OpenIddictConstants.Errors.ConsentRequired)
            : Ask(context, request, client);
    }

    private static bool IsRecent(OpenIddictRequest request, CurrentUser user, DateTimeOffset now)
    {
        var age = now - user.AuthenticatedAt;
        return !(request.HasPromptValue(PromptValues.Login) && age > JustNow) && !(request.MaxAge is { } max && age > TimeSpan.FromSeconds(max) + JustNow);
    }

    private static async Task<IResult> AllowAsync(OpenIddictRequest request, CurrentUser user, IGrainFactory grains, Caller caller)
    {
        var id = Guid.NewGuid();
        var scopes = request.GetScopes();
        await grains.GetGrain<IOAuthAuthorizationGrain>(OAuthKeys.Authorization(id)).Allow(new OAuthAllowance(
            user.Id, request.ClientId!, [.. scopes], user.AuthenticatedAt ?? DateTimeOffset.UnixEpoch, user.Methods, caller.Origin));
        return Results.SignIn(OAuthPrincipal.Of(user.Id.ToString(), scopes, request.ClientId!).WithAuthorization(id), authenticationScheme: Scheme);
    }

    private static RazorComponentResult<ConsentPage> Ask(HttpContext context, OpenIddictRequest request, OAuthClientView client)
    {
        BackToClient.Allow(context, request.RedirectUri!);
        context.Response.Headers.CacheControl = "no-store";
        return Pages.Render<ConsentPage>(new { Client = client, Scopes = request.GetScopes(), Parameters = Parameters(request) });
    }

    private static IResult Refuse(string error) =>
        Results.Forbid(new AuthenticationProperties(new Dictionary<string, string?> { [OpenIddictServerAspNetCoreConstants.Properties.Error] = error }), [Scheme]);

    private static SeeOther SignIn(HttpContext context, OpenIddictRequest request) =>
        new(QueryHelpers.AddQueryString(SignInPages.Path, LocalPath.Name, QueryHelpers.AddQueryString(context.Request.Path, Parameters(request))));

    private static Dictionary<string, string?> Parameters(OpenIddictRequest request) => request.GetParameters()
        .Where(p => p.Key is not (Decision or CrossSite.FieldName))
        .ToDictionary(p => p.Key, p => (string?)p.Value);

    private static IOAuthQueries Queries(IGrainFactory grains) => grains.GetGrain<IOAuthQueries>(IOAuthQueries.Key);
}

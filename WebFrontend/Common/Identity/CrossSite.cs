using Microsoft.AspNetCore.Antiforgery;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>On a route that takes forms from anybody, signed in or not.</summary>
internal sealed class AntiforgeryMark;

public static class CrossSite
{
    /// <summary>Where scripts send the antiforgery token.</summary>
    public const string HeaderName = "X-CSRF-Token";

    /// <summary>Where forms send it; <c>&lt;AntiforgeryToken /&gt;</c> writes the field.</summary>
    public const string FieldName = "antiforgery";

    /// <summary>
    /// Unsafe methods need the antiforgery token and our own <c>Origin</c>, also from anonymous callers; else 403 <c>csrf</c>. For pages with forms.
    /// The framework's own check of form parameters is not needed beside it: <c>.DisableAntiforgery()</c>.
    /// </summary>
    public static TBuilder RequireAntiforgery<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new AntiforgeryMark());

    /// <summary>The token for what this caller sends next; another one after signing in or out.</summary>
    public static string MakeToken(this IAntiforgery antiforgery, HttpContext context) => antiforgery.GetAndStoreTokens(context).RequestToken!;

    internal static IServiceCollection AddCrossSite(this IServiceCollection services)
    {
        services.AddSingleton<SiteCookies>().AddSingleton<IAntiforgeryAdditionalDataProvider, SessionBinding>();
        services.AddAntiforgery(antiforgery => (antiforgery.HeaderName, antiforgery.FormFieldName) = (HeaderName, FieldName));
        services.AddOptions<AntiforgeryOptions>().Configure<SiteCookies>((antiforgery, cookies) => cookies.Shape(antiforgery.Cookie, "antiforgery"));
        return services;
    }

    /// <summary>A token holds for the session that it was made in, not for all of a user's.</summary>
    private sealed class SessionBinding : IAntiforgeryAdditionalDataProvider
    {
        public string GetAdditionalData(HttpContext context) => CurrentUser.From(context.User)?.SessionId ?? "";

        public bool ValidateAdditionalData(HttpContext context, string additionalData) => additionalData == GetAdditionalData(context);
    }
}

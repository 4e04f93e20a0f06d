namespace OrleansBackends.WebFrontend.Accounts;

internal static class JwksEndpoints
{
    public static void MapJwks(this IEndpointRouteBuilder routes)
    {
        Map("/api/accounts/jwks").WithSummary("Read the public signing keys");
        Map("/.well-known/jwks.json").ExcludeFromDescription();

        RouteHandlerBuilder Map(string path) => routes.MapGet(path, Read).AllowAnonymous().Limit("public-read").WithTags("Accounts");
    }

    private static async Task<OkAnswer<JwksAnswer>> Read(TokenKeys keys, HttpResponse response)
    {
        var published = (await keys.GetAsync()).Published;
        response.Headers.CacheControl = "public, max-age=300";
        return ((Result<JwksAnswer>)new JwksAnswer([.. published.Select(k => new JwkAnswer(k.Kid, k.X, k.Y))])).ToOk();
    }
}

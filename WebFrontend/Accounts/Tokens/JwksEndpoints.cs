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
        var set = await keys.GetAsync();
        response.Headers.CacheControl = "public, max-age=300";
        return ((Result<JwksAnswer>)new JwksAnswer(
        [
            .. set.Published.Select(k => new JwkAnswer("EC", k.Kid, "ES256") { Crv = "P-256", X = k.X, Y = k.Y }),
            .. set.PublishedRsa.Select(k => new JwkAnswer("RSA", k.Kid, "RS256") { N = k.N, E = k.E }),
        ])).ToOk();
    }
}

namespace OrleansBackends.WebFrontend.Links.Visits;

/// <summary>
/// A redirect without a body. What is strict may be kept by nobody, what depends on the visitor by no shared cache, and a target behind a password
/// learns nothing of the link.
/// </summary>
internal sealed class RedirectAnswer(string location, int status, bool isStrict, bool hideReferrer, bool isPersonal = false) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status;
        response.Headers.Location = location;
        response.Headers.CacheControl = isStrict ? "no-store" : !isPersonal && status is (301 or 308) ? "public, max-age=3600" : "private, max-age=0";
        response.Headers["X-Robots-Tag"] = CachedRedirects.NoIndex;
        if (hideReferrer)
        {
            response.Headers["Referrer-Policy"] = "no-referrer";
        }

        response.Headers.ContentLength = 0;
        return Task.CompletedTask;
    }
}

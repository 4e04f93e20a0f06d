using OrleansBackends.Grains.Interfaces.Links.Visits;

namespace OrleansBackends.WebFrontend.Links.Visits;

/// <summary>The cookie that keeps a protected link open for an hour. Only plain http in Development goes without its prefix.</summary>
internal sealed class UnlockCookie(IHostEnvironment environment, TimeProvider time)
{
    public string? Read(HttpContext context, string code) => context.Request.Cookies[Name(context, code)];

    public void Write(HttpContext context, string code, byte[] key)
    {
        var until = time.GetUtcNow() + UnlockToken.Life;
        context.Response.Cookies.Append(Name(context, code), UnlockToken.Make(key, code, until), new CookieOptions
        {
            Path = $"/{code}", HttpOnly = true, Secure = IsSecure(context), SameSite = SameSiteMode.Lax, MaxAge = UnlockToken.Life,
        });
    }

    private bool IsSecure(HttpContext context) => context.Request.IsHttps || !environment.IsDevelopment();

    private string Name(HttpContext context, string code) => IsSecure(context) ? $"__Secure-link-{code}" : $"link-{code}";
}

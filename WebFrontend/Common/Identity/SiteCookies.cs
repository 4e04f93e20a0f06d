using Microsoft.Extensions.Options;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>
/// Cookies that only this host can set and only over HTTPS: HttpOnly, Secure, SameSite=Lax, <c>__Host-</c>. Where the public address is plain HTTP on
/// this machine itself they go without Secure and without the prefix, which browsers would refuse there.
/// </summary>
internal sealed class SiteCookies(IOptions<FrontendOptions> frontend)
{
    private readonly bool isPlain = frontend.Value.PublicUrl is { IsLoopback: true } url && url.Scheme == Uri.UriSchemeHttp;

    public string Name(string plain) => isPlain ? plain : $"__Host-{plain}";

    public string? Read(HttpContext context, string plain) => context.Request.Cookies[Name(plain)];

    /// <param name="context">Whose answer carries it.</param>
    /// <param name="plain">The name without prefix.</param>
    /// <param name="value">Null takes the cookie away.</param>
    /// <param name="life">Null for as long as the browser runs.</param>
    public void Write(HttpContext context, string plain, string? value, TimeSpan? life = null)
    {
        var cookie = new CookieOptions { HttpOnly = true, Secure = !isPlain, SameSite = SameSiteMode.Lax, Path = "/", MaxAge = life };
        if (value is null)
        {
            context.Response.Cookies.Delete(Name(plain), cookie);
        }
        else
        {
            context.Response.Cookies.Append(Name(plain), value, cookie);
        }
    }

    /// <summary>Gives a cookie that the framework writes the same form.</summary>
    public void Shape(CookieBuilder cookie, string plain)
    {
        (cookie.Name, cookie.HttpOnly, cookie.SameSite, cookie.Path) = (Name(plain), true, SameSiteMode.Lax, "/");
        cookie.SecurePolicy = isPlain ? CookieSecurePolicy.None : CookieSecurePolicy.Always;
    }
}

using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using OrleansBackends.WebFrontend.Common;

namespace OrleansBackends.Tests.Accounts;

public class SiteCookieTests
{
    [Theory]
    [InlineData("https://example.com", true)]
    [InlineData("https://localhost:8443", true)]
    [InlineData("http://example.com", true)]
    [InlineData("http://localhost:8080", false)]
    [InlineData("http://127.0.0.1:5000", false)]
    [InlineData("http://[::1]:5000", false)]
    public void Only_plain_http_on_this_machine_goes_without_secure_and_prefix(string publicUrl, bool secure)
    {
        var cookies = new SiteCookies(Options.Create(new FrontendOptions { PublicUrl = new Uri(publicUrl) }));
        var context = new DefaultHttpContext();
        cookies.Write(context, "session", "x", TimeSpan.FromDays(1));
        Assert.Equal(
            secure ? "__Host-session=x; max-age=86400; path=/; secure; samesite=lax; httponly" : "session=x; max-age=86400; path=/; samesite=lax; httponly",
            context.Response.Headers.SetCookie.ToString());
        var shaped = new CookieBuilder();
        cookies.Shape(shaped, "antiforgery");
        Assert.Equal(
            (secure ? "__Host-antiforgery" : "antiforgery", secure ? CookieSecurePolicy.Always : CookieSecurePolicy.None, true, SameSiteMode.Lax, "/"),
            (shaped.Name, shaped.SecurePolicy, shaped.HttpOnly, shaped.SameSite, shaped.Path));
    }
}

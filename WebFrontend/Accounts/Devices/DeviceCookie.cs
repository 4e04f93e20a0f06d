using Microsoft.Extensions.Options;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>
/// By which a browser is known again that somebody signed in with: it has a budget of attempts of its own, so strangers who guess do not lock the
/// owner out. As a handler's parameter.
/// </summary>
internal sealed class DeviceCookie
{
    private const string Purpose = "accounts-device";

    private static readonly TimeSpan Life = TimeSpan.FromDays(180);

    private readonly HttpContext context;

    private DeviceCookie(HttpContext context)
    {
        this.context = context;
        Known = Of(context);
    }

    /// <summary>Null where the browser shows no cookie of ours.</summary>
    public KnownDevice? Known { get; }


    public static ValueTask<DeviceCookie?> BindAsync(HttpContext context) => ValueTask.FromResult<DeviceCookie?>(new DeviceCookie(context));

    /// <summary>Whose browser calls; null where it shows no cookie of ours.</summary>
    public static KnownDevice? Of(HttpContext context) =>
        context.Request.Cookies[Name(context)] is { } text && Tokens(context).TryRead<KnownDevice>(Purpose, text, out var device) ? device : null;

    /// <summary>Gives the cookie with an answer that signs somebody in, and with no other.</summary>
    public Result<ILoginAnswer> GiveTo(Result<ILoginAnswer> answer)
    {
        if (answer is { IsOk: true, Value: SignInAnswer signedIn })
        {
            Give(signedIn.User.Id);
        }

        return answer;
    }

    /// <summary>The same browser keeps its id; another user's is replaced.</summary>
    public void Give(UserId user)
    {
        var device = Known is { } known && known.User == user ? known : new KnownDevice(user, Guid.NewGuid());
        context.Response.Cookies.Append(Name(context), Tokens(context).Make(Purpose, device, Life), new CookieOptions
        {
            HttpOnly = true,
            Secure = IsSecure(context),
            SameSite = SameSiteMode.Lax,
            Path = "/",
            MaxAge = Life,
        });
    }

    private static string Name(HttpContext context) => IsSecure(context) ? "__Host-device" : "device";

    private static bool IsSecure(HttpContext context) =>
        context.RequestServices.GetRequiredService<IOptions<FrontendOptions>>().Value.PublicUrl.Scheme == Uri.UriSchemeHttps;

    private static SignedTokens Tokens(HttpContext context) => context.RequestServices.GetRequiredService<SignedTokens>();
}

using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>
/// By which a browser is known again that somebody signed in with: it has a budget of attempts of its own, so strangers who guess do not lock the
/// owner out. As a handler's parameter.
/// </summary>
internal sealed class DeviceCookie
{
    private const string Name = "device";
    private const string Purpose = "accounts-device";

    private static readonly TimeSpan Life = TimeSpan.FromDays(180);

    private readonly HttpContext context;

    private DeviceCookie(HttpContext context)
    {
        this.context = context;
        Known = Cookies.Read(context, Name) is { } text && Tokens.TryRead<KnownDevice>(Purpose, text, out var device) ? device : null;
    }

    /// <summary>Null where the browser shows no cookie of ours.</summary>
    public KnownDevice? Known { get; }

    private SiteCookies Cookies => context.RequestServices.GetRequiredService<SiteCookies>();

    private SignedTokens Tokens => context.RequestServices.GetRequiredService<SignedTokens>();

    public static DeviceCookie Of(HttpContext context) => new(context);

    public static ValueTask<DeviceCookie?> BindAsync(HttpContext context) => ValueTask.FromResult<DeviceCookie?>(Of(context));

    /// <summary>The same browser keeps its id; another user's is replaced.</summary>
    public void Give(UserId user)
    {
        var device = Known is { } known && known.User == user ? known : new KnownDevice(user, Guid.NewGuid());
        Cookies.Write(context, Name, Tokens.Make(Purpose, device, Life), Life);
    }
}

using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>A sign-in that waits for its second factor, kept in a sealed cookie between two pages. As a handler's parameter.</summary>
internal sealed class PendingSignIn
{
    private const string Name = "challenge";
    private const string Purpose = "accounts-challenge";

    private readonly HttpContext context;
    private readonly SecondFactorAnswer? asked;

    private PendingSignIn(HttpContext context)
    {
        this.context = context;
        asked = Cookies(context).Read(context, Name) is { } text && Tokens(context).TryRead<SecondFactorAnswer>(Purpose, text, out var found) ? found : null;
    }

    public bool IsThere => asked is not null;

    public IReadOnlyList<string> Methods => asked?.Methods ?? [];

    public ChallengeText? Challenge => asked is not null && ChallengeText.TryRead(asked.Challenge, out var challenge) ? challenge : null;

    public static ValueTask<PendingSignIn?> BindAsync(HttpContext context) => ValueTask.FromResult<PendingSignIn?>(new PendingSignIn(context));

    public static void Begin(HttpContext context, SecondFactorAnswer asked)
    {
        var life = asked.ExpiresAt - context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        Cookies(context).Write(context, Name, Tokens(context).Make(Purpose, asked, life), life);
    }

    public void End() => Cookies(context).Write(context, Name, null);

    private static SiteCookies Cookies(HttpContext context) => context.RequestServices.GetRequiredService<SiteCookies>();

    private static SignedTokens Tokens(HttpContext context) => context.RequestServices.GetRequiredService<SignedTokens>();
}

using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>How a session reaches whoever signed in: as tokens in the answer, or as a cookie beside it.</summary>
internal sealed class SignInAnswers(AccessTokens tokens, CookieSessions cookies, HeldBackRoles heldBack)
{
    public async Task<Result<ILoginAnswer>> ShowAsync(HttpContext context, Result<SignInStep> step) => step switch
    {
        { IsOk: false } => step.Error,
        { Value.Grant: { } grant } => new Result<ILoginAnswer> { Value = await OpenAsync(context, grant) },
        { Value.Asked: { } asked } => new SecondFactorAnswer(asked.Challenge, asked.Methods, asked.ExpiresAt),
        _ => throw new InvalidOperationException("A sign-in leads to a session or to a question."),
    };

    public async Task<Result<SignInAnswer>> ShowAsync(HttpContext context, Result<SessionGrant> grant) =>
        grant.IsOk ? await OpenAsync(context, grant.Value) : grant.Error;

    /// <summary>The same session, turned or proved again.</summary>
    public async Task<Result<TokensAnswer>> ShowAgainAsync(HttpContext context, Result<SessionGrant> grant)
    {
        if (!grant.IsOk)
        {
            return grant.Error;
        }

        if (grant.Value.RefreshToken is null && KnownByCookie.Is(context))
        {
            await cookies.ReissueAsync(context, grant.Value);
            return new TokensAnswer { SessionId = grant.Value.SessionId };
        }

        return new TokensAnswer
        {
            AccessToken = await tokens.IssueAsync(grant.Value),
            RefreshToken = grant.Value.RefreshToken,
            SessionId = grant.Value.SessionId,
        };
    }

    private async Task<SignInAnswer> OpenAsync(HttpContext context, SessionGrant grant)
    {
        DeviceCookie.Of(context).Give(grant.Account.Id);
        var answer = new SignInAnswer { SessionId = grant.SessionId, User = heldBack.Apply(grant.Account, grant.Methods) };
        if (grant.Kind == SessionKind.Cookie)
        {
            await cookies.SignInAsync(context, grant, Caller.Of(context).Origin);
            return answer;
        }

        return answer with { AccessToken = await tokens.IssueAsync(grant), RefreshToken = grant.RefreshToken };
    }
}

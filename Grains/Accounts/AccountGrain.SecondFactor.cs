using System.Security.Cryptography;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

internal sealed partial class AccountGrain : IAccountSecondFactorGrain
{
    private const string TotpField = "totp";

    public async Task<Result<SignInStep>> BeginSignIn(NewSession session)
    {
        if (!Current.CanSignIn || Current.ResetRequired || !Current.OwesSecondFactor(session.Methods))
        {
            return (await SignIn(session)).Map(grant => new SignInStep(grant, Asked: null));
        }

        var now = time.Now();
        var text = new ChallengeText(Current.Id, RandomNumberGenerator.GetBytes(ChallengeText.SecretLength));
        var done = await Act(state => state.Challenging(session, SessionRules.HashOf(text.Secret), now));
        return done.Map(_ => new SignInStep(Grant: null, new AskedSecondFactor(text.Write(), Answerable(), now + ChallengeRules.Life)));
    }

    public async Task<Result<SessionGrant>> FinishSignIn(byte[] challenge, SecondFactorProof proof, CallOrigin origin)
    {
        var now = time.Now();
        if (Current.LiveChallenge(SessionRules.HashOf(challenge), now) is not { } live)
        {
            return SecondFactorErrors.ChallengeExpired;
        }

        var secret = RandomNumberGenerator.GetBytes(RefreshToken.SecretLength);
        return await Try(live, proof, proved =>
        {
            var wish = new NewSession(live.Kind, live.Remember, [.. live.Methods, proved.Method], origin);
            var opened = SessionRules.Open(wish, Ids.New(time), secret, now);
            return (proved.Account.Without(live).SigningIn(opened, origin, now), () => Current.Grant(opened, secret));
        }, origin, now);
    }

    public async Task<Result<SessionGrant>> Confirm(Guid session, string totp, CallOrigin origin)
    {
        var now = time.Now();
        if (!Current.CanSignIn || Current.Live(session, now) is not { } live)
        {
            return AccountErrors.SessionNotFound;
        }

        return await Try(challenge: null, new SecondFactorProof(totp, RecoveryCode: null), proved =>
        {
            var confirmed = live.Confirmed(proved.Method, origin, now);
            return (proved.Account.Put(confirmed, now), () => Current.Grant(confirmed, secret: null));
        }, origin, now);
    }

    /// <summary>A code is judged, used up and answered in one turn and one write; a wrong one is charged in the same way.</summary>
    private async Task<Result<SessionGrant>> Try(
        SignInChallenge? challenge, SecondFactorProof proof, Func<ProvedFactor, (AccountState Next, Func<SessionGrant> Answer)> accept, CallOrigin origin,
        DateTimeOffset now)
    {
        if (Current.RefuseTry(now) is { } wait)
        {
            return wait;
        }

        if (Prove(Current, proof, origin, now) is not { } proved)
        {
            var charged = await Act(state => proof.Passkey is { } passkey && state.IsCopied(passkey)
                ? state.Failing(challenge, origin, now).NotingCopy(passkey, origin, now)
                : state.Failing(challenge, origin, now));
            return charged.IsOk ? SecondFactorErrors.SecondFactorInvalid : charged.Error;
        }

        var (next, answer) = accept(proved);
        var done = await Act(_ => next);
        return done.Map(_ => answer());
    }

    private ProvedFactor? Prove(AccountState state, SecondFactorProof proof, CallOrigin origin, DateTimeOffset now) => proof switch
    {
        { Totp: { } code, RecoveryCode: null } when state.SecondFactor.Totp is { } totp => state.UseTotp(code, OpenTotp(totp.Box), now),
        { Totp: null, RecoveryCode: { } code } => state.UseRecoveryCode(code, origin, now),
        { Passkey: { } passkey } => state.UsePasskey(passkey, now),
        _ => null,
    };

    private List<string> Answerable() =>
    [
        SecondFactorMethods.Totp,
        .. Current.SecondFactor.RecoveryCodes.IsEmpty ? (string[])[] : [SecondFactorMethods.RecoveryCode],
        .. Current.Passkeys.IsEmpty ? (string[])[] : [SecondFactorMethods.Passkey],
    ];

    private byte[] OpenTotp(string box) => secrets.Open(box, this.GetPrimaryKeyString(), TotpField);
}

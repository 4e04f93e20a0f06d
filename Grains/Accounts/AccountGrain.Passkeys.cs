using System.Security.Cryptography;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

internal sealed partial class AccountGrain : IAccountPasskeysGrain
{
    public Task<IReadOnlyList<PasskeyKey>> Keys() =>
        Task.FromResult<IReadOnlyList<PasskeyKey>>(Current.CanSignIn ? [.. Current.Passkeys.Select(p => p.Key())] : []);

    Task<IReadOnlyList<PasskeyView>> IAccountPasskeysGrain.List() =>
        Task.FromResult<IReadOnlyList<PasskeyView>>([.. Current.Passkeys.Select(p => p.Show())]);

    public Task<bool> IsAsked(byte[] challenge) => Task.FromResult(Current.LiveChallenge(SessionRules.HashOf(challenge), time.Now()) is not null);

    public async Task<Result<PasskeyView>> Add(NewPasskey passkey, Guid session, CallOrigin origin)
    {
        var now = time.Now();
        var done = await Act(state => state.AddingPasskey(passkey, session, origin, now));
        return done.Map(_ => ShowPasskey(passkey.Id));
    }

    public async Task<Result<PasskeyView>> Rename(string id, string name)
    {
        var done = await Act(state => state.RenamingPasskey(id, name));
        return done.Map(_ => ShowPasskey(id));
    }

    public Task<Result<Done>> Remove(string id, Guid session, CallOrigin origin)
    {
        var now = time.Now();
        return Act(state => state.RemovingPasskey(id, session, origin, now));
    }

    public async Task<Result<SessionGrant>> SignIn(PasskeyProof proof, NewSession session)
    {
        if (!Current.CanSignIn)
        {
            return PasskeyErrors.PasskeyRefused;
        }

        if (Current.ResetRequired)
        {
            return AccountErrors.PasswordResetRequired;
        }

        var now = time.Now();
        var secret = RandomNumberGenerator.GetBytes(RefreshToken.SecretLength);
        var opened = SessionRules.Open(session, Ids.New(time), secret, now);
        var used = await Use(proof, session.Origin, state => state.SigningIn(opened, session.Origin, now));
        return used.Map(_ => Current.Grant(opened, secret));
    }

    async Task<Result<SessionGrant>> IAccountPasskeysGrain.Confirm(Guid session, PasskeyProof proof, CallOrigin origin)
    {
        var now = time.Now();
        if (!Current.CanSignIn || Current.Live(session, now) is not { } live)
        {
            return AccountErrors.SessionNotFound;
        }

        var confirmed = live.Confirmed(AuthenticationMethods.Passkey, origin, now);
        var used = await Use(proof, origin, state => state.Put(confirmed, now));
        return used.Map(_ => Current.Grant(confirmed, secret: null));
    }

    /// <summary>A proof is judged, used up and answered in one turn and one write; a copied passkey is noted in the same way.</summary>
    private async Task<Result<Done>> Use(PasskeyProof proof, CallOrigin origin, Func<AccountState, AccountState> accept)
    {
        var now = time.Now();
        if (!Current.IsCopied(proof))
        {
            return await Act(state => state.UsingPasskey(proof, now).Map(accept));
        }

        var noted = await Act(state => state.NotingCopy(proof, origin, now));
        return noted.IsOk ? PasskeyErrors.PasskeyRefused : noted.Error;
    }

    private PasskeyView ShowPasskey(string id) => Current.Passkeys.Find(p => p.Id == id)!.Show();
}

using System.Text.Json;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>What is done by passkeys, from the browser's answer to the account that decides.</summary>
internal sealed class PasskeyFlows(PasskeyCeremonies ceremonies, IGrainFactory grains)
{
    public async Task<Result<PasskeyOptionsAnswer>> AskToMakeAsync(UserId user, HttpContext context)
    {
        var me = await grains.GetGrain<IAccountGrain>(AccountKey.Of(user)).Me();
        return me.IsOk ? await ceremonies.AskToMakeAsync(me.Value, context) : me.Error;
    }

    public async Task<Result<PasskeyView>> AddAsync(CurrentUser user, AddPasskeyRequest request, CallOrigin origin, HttpContext context)
    {
        var made = await ceremonies.ReadNewAsync(user.Id, request.State, request.Credential, request.Name, context);
        if (!made.IsOk)
        {
            return made.Error;
        }

        var owner = await grains.GetGrain<IAccountQueries>(IAccountQueries.Key).PasskeyOwner(made.Value.Id);
        return owner is null || owner == user.Id
            ? await Account(user.Id).Add(made.Value, user.Session(), origin)
            : PasskeyErrors.PasskeyKnown;
    }

    /// <summary>Refuses <c>challenge-expired</c> where a second factor is meant and none is asked for.</summary>
    public async Task<Result<PasskeyOptionsAnswer>> AskToProveAsync(string? challenge, HttpContext context)
    {
        if (challenge is null)
        {
            return await ceremonies.AskToProveAsync(user: null, context);
        }

        return ChallengeText.TryRead(challenge, out var text) && await Account(text.User).IsAsked(text.Secret)
            ? await ceremonies.AskToProveAsync(new AccountRef(text.User, await Account(text.User).Keys()), context)
            : SecondFactorErrors.ChallengeExpired;
    }

    public async Task<Result<SessionGrant>> SignInAsync(PasskeyLoginRequest request, CallOrigin origin, HttpContext context) =>
        await ceremonies.ReadProofAsync(request.State, request.Credential, context) is { } proved
            ? await Account(proved.User)
                .SignIn(proved.Proof, new NewSession(request.Session, request.Remember, [AuthenticationMethods.Passkey], origin))
            : PasskeyErrors.PasskeyRefused;

    /// <summary>Confirms the caller's session; another user's passkey is none.</summary>
    public async Task<Result<SessionGrant>> ConfirmAsync(CurrentUser user, string state, JsonElement credential, CallOrigin origin, HttpContext context) =>
        await ceremonies.ReadProofAsync(state, credential, context) is { } proved && proved.User == user.Id
            ? await Account(user.Id).Confirm(user.Session(), proved.Proof, origin)
            : PasskeyErrors.PasskeyRefused;

    /// <summary>What a challenge is answered with; nothing where the proof is not good or another user's, which costs a try.</summary>
    public async Task<SecondFactorProof> ProveAsync(UserId user, string state, JsonElement credential, HttpContext context) =>
        new(Totp: null, RecoveryCode: null)
        {
            Passkey = await ceremonies.ReadProofAsync(state, credential, context) is { } proved && proved.User == user ? proved.Proof : null,
        };

    private IAccountPasskeysGrain Account(UserId user) => grains.GetGrain<IAccountPasskeysGrain>(AccountKey.Of(user));
}

using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

/// <summary>One turn decides whether a client gets tokens; what the account must know follows from the outbox.</summary>
[GrainType("oauthauthorization")]
internal sealed partial class OAuthAuthorizationGrain : Grain, IOAuthAuthorizationGrain
{
    private readonly Document<OAuthAuthorizationState> document;
    private readonly Outbox outbox;
    private readonly TimeProvider time;

    public OAuthAuthorizationGrain(
        [PersistentState(OAuthAuthorizationState.Name)] IPersistentState<OAuthAuthorizationState> storage, TimeProvider time,
        ILogger<OAuthAuthorizationGrain> logger)
    {
        document = new Document<OAuthAuthorizationState>(this, storage);
        outbox = new Outbox(this, () => Current.Outbox, Send, logger);
        this.time = time;
    }

    private OAuthAuthorizationState Current => document.Current;

    private bool IsLive => document.Exists && Current.IsLive(time.Now());

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        outbox.Wake();
        return Task.CompletedTask;
    }

    public async Task Allow(OAuthAllowance allowance)
    {
        if (!document.Exists)
        {
            var client = await Client(allowance.ClientId).Get();
            var id = OAuthKeys.AuthorizationId(this.GetPrimaryKeyString());
            await Commit(Current.Allowing(id, allowance, client.IsOk ? client.Value.Name : allowance.ClientId, time.Now()));
        }
    }

    public async Task<Result<OAuthGrant>> Issue()
    {
        if (!IsLive || Current.IssuedAt is not null)
        {
            return OAuthErrors.InvalidGrant;
        }

        var grant = await Grant();
        if (!grant.IsOk)
        {
            return grant;
        }

        var secret = Current.Scopes.Contains(OAuthScopes.Offline) && grant.Value.Client.Grants.Contains(OAuthGrants.Refresh) ? NewSecret() : null;
        await Commit(Current.Issuing(secret, time.Now()));
        return secret is null ? grant : With(grant.Value, secret);
    }

    public async Task<Result<OAuthGrant>> Refresh(string clientId, byte[] secret, IReadOnlyList<string> scopes, CallOrigin origin)
    {
        var now = time.Now();
        if (!IsLive || Current.ClientId != clientId)
        {
            return OAuthErrors.InvalidGrant;
        }

        switch (Current.Judge(secret, now))
        {
            case RefreshOutcome.Reuse:
                await Commit(Current.Ending(AuditKinds.RefreshReuse, origin, now));
                return OAuthErrors.InvalidGrant;
            case RefreshOutcome.Unknown:
                return OAuthErrors.InvalidGrant;
            case var outcome:
                if (!scopes.All(Current.Scopes.Contains))
                {
                    return OAuthErrors.InvalidScope;
                }

                var grant = await Grant();
                return grant.IsOk ? With(grant.Value, await Turn(outcome, secret, now), scopes) : grant;
        }
    }

    public async Task<Result<Done>> Revoke(UserId user, CallOrigin origin)
    {
        if (!IsLive || Current.User != user)
        {
            return OAuthErrors.AuthorizationNotFound;
        }

        await Commit(Current.Ending(AuditKinds.AppRevoked, origin, time.Now()));
        return Done.Ok;
    }

    public Task End(string clientId) => IsLive && Current.ClientId == clientId ? End() : Task.CompletedTask;

    public Task CodeReused() => IsLive ? End() : Task.CompletedTask;

    public Task<OAuthAuthorizationView?> Live() => Task.FromResult(IsLive ? Current.Show() : null);

    public Task<OAuthAuthorizationView?> LiveWith(byte[] secret) =>
        Task.FromResult(IsLive && Current.Judge(secret, time.Now()) is RefreshOutcome.Rotate ? Current.Show() : null);

    private static byte[] NewSecret() => RandomNumberGenerator.GetBytes(OAuthRefreshToken.SecretLength);

    private Task End() => Commit(Current.Ending(AuditKinds.AppRevoked, origin: null, time.Now()));

    private async Task<byte[]> Turn(RefreshOutcome outcome, byte[] secret, DateTimeOffset now)
    {
        if (outcome == RefreshOutcome.Repeat)
        {
            return SuccessorBox.Open(Current.SuccessorBox!, secret, Current.Id);
        }

        var successor = NewSecret();
        await Commit(Current.Rotating(secret, successor, now));
        return successor;
    }

    /// <summary>Asked anew for each token: a client that is switched off, or an account that may not act, gets none.</summary>
    private async Task<Result<OAuthGrant>> Grant()
    {
        var client = await Client(Current.ClientId).Get();
        if (!client.IsOk || !client.Value.Enabled)
        {
            return OAuthErrors.InvalidGrant;
        }

        var standing = await Account().Standing();
        return standing.Map(account => new OAuthGrant
        {
            Authorization = Current.Id,
            Client = client.Value,
            Scopes = Current.Scopes,
            AuthenticatedAt = Current.AuthenticatedAt,
            Methods = Current.Methods,
            Standing = account,
        });
    }

    private OAuthGrant With(OAuthGrant grant, byte[] secret, IReadOnlyList<string>? scopes = null) => grant with
    {
        RefreshToken = new OAuthRefreshToken(Current.Id, secret).Write(),
        // Whoever turns a token needs its successor, also where fewer scopes are asked for.
        Scopes = scopes is { Count: > 0 } ? [.. scopes.Append(OAuthScopes.Offline).Distinct()] : grant.Scopes,
    };

    private IOAuthClientGrain Client(string id) => GrainFactory.GetGrain<IOAuthClientGrain>(OAuthKeys.Client(id));

    private IAccountAppsGrain Account() => GrainFactory.GetGrain<IAccountAppsGrain>(AccountKey.Of(Current.User));

    private async Task Commit(OAuthAuthorizationState next)
    {
        await document.Commit(next);
        outbox.Wake();
    }
}

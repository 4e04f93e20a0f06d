using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

[GrainType("oauthcode")]
internal sealed class OAuthCodeGrain : Grain, IOAuthCodeGrain, IOutboxGrain
{
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(60);

    private readonly Document<OAuthCodeState> document;
    private readonly TimeProvider time;

    public OAuthCodeGrain([PersistentState(OAuthCodeState.Name)] IPersistentState<OAuthCodeState> storage, TimeProvider time)
    {
        document = new Document<OAuthCodeState>(this, storage);
        this.time = time;
    }

    public Task Put(OAuthCode code) => document.Commit(new OAuthCodeState
    {
        Authorization = code.Authorization,
        ClientId = code.ClientId,
        RedirectUri = code.RedirectUri,
        Challenge = code.Challenge,
        Nonce = code.Nonce,
        ExpiresAt = time.Now() + Life,
    });

    public async Task<Result<OAuthGrant>> Redeem(OAuthRedemption redemption)
    {
        if (!document.Exists)
        {
            return OAuthErrors.InvalidGrant;
        }

        var code = document.Current;
        var authorization = GrainFactory.GetGrain<IOAuthAuthorizationGrain>(OAuthKeys.Authorization(code.Authorization));
        if (code.BurntAt is not null)
        {
            await authorization.CodeReused();
            return OAuthErrors.InvalidGrant;
        }

        var now = time.Now();
        await document.Commit(code with { BurntAt = now });
        return now < code.ExpiresAt && Agrees(code, redemption)
            ? (await authorization.Issue()).Map(grant => grant with { Nonce = code.Nonce })
            : OAuthErrors.InvalidGrant;
    }

    /// <summary>Called by the sweep: it owes nothing, but its time is over.</summary>
    public async Task DeliverOutbox()
    {
        if (document.Exists && document.Current.DueAt <= time.Now())
        {
            await document.Delete();
            DeactivateOnIdle();
        }
    }

    public Task OutboxDelivered(IReadOnlyList<string> ids) => Task.CompletedTask;

    private static bool Agrees(OAuthCodeState code, OAuthRedemption shown) =>
        code.ClientId == shown.ClientId && code.RedirectUri == shown.RedirectUri && shown.Verifier is { } verifier
        && CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(code.Challenge),
            Encoding.ASCII.GetBytes(Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)))));
}

using Microsoft.IdentityModel.Tokens;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>The key ring as this process knows it: read again every minute, when the feed says so, and for a key id it does not know.</summary>
internal sealed class TokenKeys(IGrainFactory grains, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AtMostEvery = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim gate = new(1);
    private volatile KeySet? current;

    /// <summary>Called when keys were changed: the next reader asks the ring.</summary>
    public void Forget() => current = null;

    public async ValueTask<KeySet> GetAsync(string? wanted = null)
    {
        if (current is { } known && IsGood(known, wanted))
        {
            return known;
        }

        await gate.WaitAsync();
        try
        {
            return current is { } read && IsGood(read, wanted) ? read : current = await ReadAsync();
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();

    private bool IsGood(KeySet known, string? wanted)
    {
        var age = time.GetUtcNow() - known.ReadAt;
        return age < Fresh && (wanted is null || known.Knows(wanted) || age < AtMostEvery);
    }

    private async Task<KeySet> ReadAsync()
    {
        var ring = grains.GetGrain<IKeyRingGrain>(IKeyRingGrain.Main);
        var now = time.GetUtcNow();
        var signing = await ring.Signing();
        var signingRsa = await ring.SigningRsa();
        return new KeySet(now, signing, await ring.Jwks(), signingRsa, await ring.JwksRsa());
    }
}

/// <summary>Keys as they were at one moment.</summary>
internal sealed class KeySet(
    DateTimeOffset readAt, IReadOnlyList<SigningKey> signing, IReadOnlyList<PublicKey> published, IReadOnlyList<SigningKey> signingRsa,
    IReadOnlyList<PublicRsaKey> publishedRsa)
{
    private readonly Dictionary<string, WorkerPool<TokenSigner>> signers =
        signing.Select(key => (key, isRsa: false)).Concat(signingRsa.Select(key => (key, isRsa: true)))
            .ToDictionary(entry => entry.key.Kid, entry => new WorkerPool<TokenSigner>(() => new TokenSigner(entry.key, entry.isRsa)));

    public DateTimeOffset ReadAt => readAt;

    public IReadOnlyList<PublicKey> Published => published;

    public IReadOnlyList<PublicRsaKey> PublishedRsa => publishedRsa;

    public bool Knows(string kid) => published.Any(k => k.Kid == kid);

    /// <summary>The signers of the key that is in use now.</summary>
    public WorkerPool<TokenSigner> Signers(DateTimeOffset now) => Active(signing, now);

    /// <summary>The same of RS256, for id tokens.</summary>
    public WorkerPool<TokenSigner> RsaSigners(DateTimeOffset now) => Active(signingRsa, now);

    /// <summary>Keys to check with, made anew: one set per worker.</summary>
    public IReadOnlyList<SecurityKey> MakeVerifiers() => [.. published.Select(TokenSigner.Verifier)];

    /// <summary>Keys to check id tokens with.</summary>
    public IReadOnlyList<SecurityKey> MakeIdVerifiers() => [.. MakeVerifiers(), .. publishedRsa.Select(TokenSigner.Verifier)];

    private WorkerPool<TokenSigner> Active(IReadOnlyList<SigningKey> keys, DateTimeOffset now) =>
        signers[keys.Last(k => k.ActiveFrom <= now || k == keys[0]).Kid];
}

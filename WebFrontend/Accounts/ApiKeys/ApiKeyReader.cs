using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>Who a key stands for. A good key is remembered for five seconds, unless a cut comes between.</summary>
internal sealed class ApiKeyReader(IGrainFactory grains, RevocationSet revocations, TimeProvider time)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(5);

    private readonly RecentCache<TextHash, Known> known = new();

    public async ValueTask<ApiKeyHolder?> ReadAsync(string text)
    {
        if (!ApiKeyText.TryRead(text, out var key) || revocations.IsKeyCut(key.User, key.KeyId))
        {
            return null;
        }

        var hash = TextHash.Of(text);
        var now = time.GetUtcNow();
        if (known.Find(hash) is { } read && now - read.At < Remembered && !revocations.WasCutSince(key.User, read.At)
            && (read.Holder.ExpiresAt is null || read.Holder.ExpiresAt > now))
        {
            return read.Holder;
        }

        var holder = await grains.GetGrain<IAccountApiKeysGrain>(AccountKey.Of(key.User)).Check(key.KeyId, key.Secret);
        if (!holder.IsOk)
        {
            known.Remove(hash);
            return null;
        }

        known.Put(hash, new Known(holder.Value, now));
        return holder.Value;
    }

    private sealed record Known(ApiKeyHolder Holder, DateTimeOffset At);
}

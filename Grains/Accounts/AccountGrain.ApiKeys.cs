using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

internal sealed partial class AccountGrain : IAccountApiKeysGrain
{
    public async Task<Result<ApiKeyMade>> Make(NewApiKey key, Guid bySession, CallOrigin origin, OperationId? operation)
    {
        if (Current.Recent.Find<KeptKey>(operation) is { } earlier)
        {
            return earlier.Map(kept => new ApiKeyMade(Encoding.UTF8.GetString(secrets.Open(kept.Box, this.GetPrimaryKeyString(), KeptKey.Field)), kept.View));
        }

        var now = time.Now();
        var text = new ApiKeyText(
            Current.Id, BinaryPrimitives.ReadUInt64BigEndian(RandomNumberGenerator.GetBytes(8)), RandomNumberGenerator.GetBytes(ApiKeyText.SecretLength));
        var made = new ApiKey
        {
            Id = text.KeyId,
            Name = key.Name,
            Scopes = [.. key.Scopes],
            Hash = SessionRules.HashOf(text.Secret),
            CreatedAt = now,
            ExpiresAt = key.ExpiresAt,
        };
        var kept = new KeptKey(secrets.Seal(Encoding.UTF8.GetBytes(text.Write()), this.GetPrimaryKeyString(), KeptKey.Field), made.Show());
        var done = await Act(state => state.AddingKey(made, bySession, origin, now)
            .Map(added => added with { Recent = added.Recent.Remember(operation, kept, now, AccountState.MaxRecent) }));
        return done.Map(_ => new ApiKeyMade(text.Write(), made.Show()));
    }

    Task<IReadOnlyList<ApiKeyView>> IAccountApiKeysGrain.List() => Task.FromResult<IReadOnlyList<ApiKeyView>>(
        [.. Current.ApiKeys.Where(k => k.ExpiresAt is null || k.ExpiresAt > time.Now()).Select(k => k.Show())]);

    public Task<Result<Done>> Revoke(string keyId, CallOrigin origin)
    {
        var now = time.Now();
        return Act(state => state.RevokingKey(keyId, origin, now));
    }

    public async Task<Result<ApiKeyHolder>> Check(string keyId, byte[] secret)
    {
        var now = time.Now();
        if (Current.LiveKey(keyId, SessionRules.HashOf(secret), now) is not { } key)
        {
            return Errors.Unauthenticated;
        }

        if (key.LastUsedAt is null || now - key.LastUsedAt >= ApiKeyRules.UseNoted)
        {
            await document.Commit(Current with { ApiKeys = Current.ApiKeys.Replace(key, key with { LastUsedAt = now }) });
        }

        return new ApiKeyHolder(Current.Id, key.Name, Current.Roles, key.Scopes, key.ExpiresAt);
    }

    /// <summary>The answer as an operation remembers it: the key lies sealed.</summary>
    private sealed record KeptKey(string Box, ApiKeyView View)
    {
        public const string Field = "recent-api-key";
    }
}

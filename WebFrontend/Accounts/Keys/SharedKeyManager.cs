using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>The framework's own manager, except that its keys go out of date also when another process has made one.</summary>
internal sealed class SharedKeyManager(XmlKeyManager own, ProtectionKeys keys) : IKeyManager
{
    public IKey CreateNewKey(DateTimeOffset activationDate, DateTimeOffset expirationDate) => own.CreateNewKey(activationDate, expirationDate);

    public IReadOnlyCollection<IKey> GetAllKeys() => own.GetAllKeys();

    public CancellationToken GetCacheExpirationToken() =>
        CancellationTokenSource.CreateLinkedTokenSource(own.GetCacheExpirationToken(), keys.Changed).Token;

    public void RevokeKey(Guid keyId, string? reason = null) => own.RevokeKey(keyId, reason);

    public void RevokeAllKeys(DateTimeOffset revocationDate, string? reason = null) => own.RevokeAllKeys(revocationDate, reason);
}

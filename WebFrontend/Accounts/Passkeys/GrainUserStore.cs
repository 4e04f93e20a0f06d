using System.Buffers.Text;
using Microsoft.AspNetCore.Identity;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>
/// What the framework's handler of passkeys reads. It writes nothing: what it verified is offered to the account, which decides. It is shown a counter of
/// 0, because whether a counter has grown is decided there too.
/// </summary>
internal sealed class GrainUserStore(IGrainFactory grains) : IUserPasskeyStore<AccountRef>
{
    private const string ReadOnly = "Accounts decide what is written.";

    public async Task<AccountRef?> FindByIdAsync(string userId, CancellationToken cancellationToken) => UserId.TryParse(userId, null, out var id)
        ? new AccountRef(id, await grains.GetGrain<IAccountPasskeysGrain>(AccountKey.Of(id)).Keys())
        : null;

    public Task<string> GetUserIdAsync(AccountRef user, CancellationToken cancellationToken) => Task.FromResult(user.Id.ToString());

    public Task<IList<UserPasskeyInfo>> GetPasskeysAsync(AccountRef user, CancellationToken cancellationToken) =>
        Task.FromResult<IList<UserPasskeyInfo>>([.. user.Keys.Select(Show)]);

    public Task<UserPasskeyInfo?> FindPasskeyAsync(AccountRef user, byte[] credentialId, CancellationToken cancellationToken) =>
        Task.FromResult(user.Keys.FirstOrDefault(key => key.Id == Base64Url.EncodeToString(credentialId)) is { } key ? Show(key) : null);

    /// <summary>Nobody, so that a passkey of somebody's is verified first and only then refused, by a code of its own.</summary>
    public Task<AccountRef?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) => Task.FromResult<AccountRef?>(null);

    public Task<string?> GetUserNameAsync(AccountRef user, CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    public Task<string?> GetNormalizedUserNameAsync(AccountRef user, CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    public Task<AccountRef?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) => Task.FromResult<AccountRef?>(null);

    public Task SetUserNameAsync(AccountRef user, string? userName, CancellationToken cancellationToken) => throw new NotSupportedException(ReadOnly);

    public Task SetNormalizedUserNameAsync(AccountRef user, string? normalizedName, CancellationToken cancellationToken) =>
        throw new NotSupportedException(ReadOnly);

    public Task<IdentityResult> CreateAsync(AccountRef user, CancellationToken cancellationToken) => throw new NotSupportedException(ReadOnly);

    public Task<IdentityResult> UpdateAsync(AccountRef user, CancellationToken cancellationToken) => throw new NotSupportedException(ReadOnly);

    public Task<IdentityResult> DeleteAsync(AccountRef user, CancellationToken cancellationToken) => throw new NotSupportedException(ReadOnly);

    public Task AddOrUpdatePasskeyAsync(AccountRef user, UserPasskeyInfo passkey, CancellationToken cancellationToken) =>
        throw new NotSupportedException(ReadOnly);

    public Task RemovePasskeyAsync(AccountRef user, byte[] credentialId, CancellationToken cancellationToken) => throw new NotSupportedException(ReadOnly);

    public void Dispose()
    {
        // Holds nothing.
    }

    private static UserPasskeyInfo Show(PasskeyKey key) => new(
        Base64Url.DecodeFromChars(key.Id), key.PublicKey, createdAt: default, signCount: 0, [.. key.Transports], isUserVerified: true, key.BackupEligible,
        key.BackedUp, attestationObject: [], clientDataJson: []);
}

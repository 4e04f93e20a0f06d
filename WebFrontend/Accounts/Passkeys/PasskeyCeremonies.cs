using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>
/// Asks browsers for passkeys and verifies what they answer, by the framework's handler. What was asked travels to the browser and back, sealed and for
/// five minutes; that it is answered once is the account's to decide.
/// </summary>
internal sealed class PasskeyCeremonies(IPasskeyHandler<AccountRef> handler, SignedTokens tokens)
{
    private const string Making = "accounts-passkey-making";
    private const string Proving = "accounts-passkey-proving";

    private static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    public async Task<PasskeyOptionsAnswer> AskToMakeAsync(AccountView account, HttpContext context)
    {
        var entity = new PasskeyUserEntity
        {
            Id = account.Id.ToString(),
            Name = account.Email,
            DisplayName = account.DisplayName ?? account.Username,
        };
        var made = await handler.MakeCreationOptionsAsync(entity, context);
        return Show(Making, new Asked(account.Id, made.AttestationState!), made.CreationOptionsJson);
    }

    /// <summary>Refuses <c>passkey-invalid</c>, whatever is wrong.</summary>
    public async Task<Result<NewPasskey>> ReadNewAsync(UserId user, string state, JsonElement credential, string name, HttpContext context)
    {
        if (!tokens.TryRead<Asked>(Making, state, out var asked) || asked is null || asked.User != user)
        {
            return PasskeyErrors.PasskeyInvalid;
        }

        var result = await handler.PerformAttestationAsync(new PasskeyAttestationContext
        {
            CredentialJson = credential.GetRawText(),
            AttestationState = asked.State,
            HttpContext = context,
        });
        return result.Succeeded
            ? new NewPasskey
            {
                Id = Base64Url.EncodeToString(result.Passkey.CredentialId),
                PublicKey = result.Passkey.PublicKey,
                Name = name,
                SignCount = result.Passkey.SignCount,
                Transports = result.Passkey.Transports ?? [],
                BackupEligible = result.Passkey.IsBackupEligible,
                BackedUp = result.Passkey.IsBackedUp,
                Challenge = HashOf(asked),
            }
            : PasskeyErrors.PasskeyInvalid;
    }

    /// <param name="user">Whose passkeys are asked for; null for whichever the browser has.</param>
    /// <param name="context">Of the request.</param>
    public async Task<PasskeyOptionsAnswer> AskToProveAsync(AccountRef? user, HttpContext context)
    {
        var made = await handler.MakeRequestOptionsAsync(user, context);
        return Show(Proving, new Asked(user?.Id, made.AssertionState!), made.RequestOptionsJson);
    }

    /// <summary>Who proves it and by what; null, whatever is wrong.</summary>
    public async Task<ProvedPasskey?> ReadProofAsync(string state, JsonElement credential, HttpContext context)
    {
        if (!tokens.TryRead<Asked>(Proving, state, out var asked) || asked is null)
        {
            return null;
        }

        var result = await handler.PerformAssertionAsync(new PasskeyAssertionContext
        {
            CredentialJson = credential.GetRawText(),
            AssertionState = asked.State,
            HttpContext = context,
        });
        return result.Succeeded
            ? new ProvedPasskey(result.User.Id, new PasskeyProof(
                Base64Url.EncodeToString(result.Passkey.CredentialId), result.Passkey.SignCount, result.Passkey.IsBackedUp, HashOf(asked)))
            : null;
    }

    private PasskeyOptionsAnswer Show(string purpose, Asked asked, string options) =>
        new(tokens.Make(purpose, asked, Life), JsonElement.Parse(options));

    /// <summary>The state holds the challenge, and no two states are alike.</summary>
    private static string HashOf(Asked asked) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(asked.State)));

    private sealed record Asked(UserId? User, string State);
}

internal sealed record ProvedPasskey(UserId User, PasskeyProof Proof);

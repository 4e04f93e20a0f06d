using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

internal static class PasskeyRules
{
    public const int MaxPasskeys = 20;
    public const int MaxUsedChallenges = 32;

    /// <summary>As long as what a frontend gives out with a challenge is good.</summary>
    public static readonly TimeSpan ChallengeLife = TimeSpan.FromMinutes(5);

    public static Result<AccountState> AddingPasskey(this AccountState state, NewPasskey made, Guid session, CallOrigin origin, DateTimeOffset now)
    {
        if (state.Passkeys.Exists(p => p.Id == made.Id))
        {
            return PasskeyErrors.PasskeyKnown;
        }

        if (state.Passkeys.Count >= MaxPasskeys)
        {
            return PasskeyErrors.TooManyPasskeys;
        }

        var answered = state.Answering(made.Challenge, PasskeyErrors.PasskeyInvalid, now);
        return answered.IsOk
            ? (answered.Value with
            {
                Passkeys = state.Passkeys.Add(new Passkey
                {
                    Id = made.Id,
                    PublicKey = made.PublicKey,
                    Name = made.Name,
                    SignCount = made.SignCount,
                    Transports = [.. made.Transports],
                    BackupEligible = made.BackupEligible,
                    BackedUp = made.BackedUp,
                    CreatedAt = now,
                }),
            }).Noting(AuditKinds.PasskeyAdded, state.Id, origin, now, session, made.Name)
            : answered.Error;
    }

    public static Result<AccountState> RenamingPasskey(this AccountState state, string id, string name) =>
        state.Passkeys.Find(p => p.Id == id) is { } passkey
            ? state with { Passkeys = state.Passkeys.Replace(passkey, passkey with { Name = name }) }
            : PasskeyErrors.PasskeyNotFound;

    public static Result<AccountState> RemovingPasskey(this AccountState state, string id, Guid session, CallOrigin origin, DateTimeOffset now) =>
        state.Passkeys.Find(p => p.Id == id) is not { } passkey ? PasskeyErrors.PasskeyNotFound
        : state.Password.Hash.Length == 0 && state.Passkeys.Count == 1 ? PasskeyErrors.LastCredential
        : (state with { Passkeys = state.Passkeys.Remove(passkey) }).Noting(AuditKinds.PasskeyRemoved, state.Id, origin, now, session, passkey.Name);

    /// <summary>Whether the device counts and the count has not grown: there are two devices with this key.</summary>
    public static bool IsCopied(this AccountState state, PasskeyProof proof) =>
        state.Passkeys.Find(p => p.Id == proof.Id) is { } passkey
        && (passkey.SignCount, proof.SignCount) is not (0, 0)
        && proof.SignCount <= passkey.SignCount;

    public static AccountState NotingCopy(this AccountState state, PasskeyProof proof, CallOrigin origin, DateTimeOffset now) =>
        state.Noting(AuditKinds.PasskeyCloned, null, origin, now, detail: state.Passkeys.Find(p => p.Id == proof.Id)!.Name);

    /// <summary>The account with the challenge answered and the counter raised.</summary>
    public static Result<AccountState> UsingPasskey(this AccountState state, PasskeyProof proof, DateTimeOffset now)
    {
        if (state.Passkeys.Find(p => p.Id == proof.Id) is not { } passkey || state.IsCopied(proof))
        {
            return PasskeyErrors.PasskeyRefused;
        }

        var used = passkey with { SignCount = proof.SignCount, BackedUp = proof.BackedUp, LastUsedAt = now };
        return state.Answering(proof.Challenge, PasskeyErrors.PasskeyRefused, now).Map(answered => answered with { Passkeys = state.Passkeys.Replace(passkey, used) });
    }

    /// <summary>Each challenge once; none is forgotten before it has ended, so where too many were answered the next one waits.</summary>
    private static Result<AccountState> Answering(this AccountState state, string challenge, Error again, DateTimeOffset now)
    {
        var kept = state.UsedChallenges.RemoveAll(c => c.Until <= now);
        return kept.Exists(c => c.Hash == challenge) ? again
            : kept.Count >= MaxUsedChallenges ? AccountErrors.TooManyAttempts(kept[0].Until - now)
            : state with { UsedChallenges = kept.Add(new UsedChallenge(challenge, now + ChallengeLife)) };
    }
}

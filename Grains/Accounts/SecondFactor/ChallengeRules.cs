using System.Collections.Immutable;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

/// <summary>Challenges and their budgets: five tries each, twenty failures an hour for the account.</summary>
internal static class ChallengeRules
{
    public const int MaxChallenges = 5;
    public const int MaxTries = 5;
    public const int MaxFailures = 20;

    public static readonly TimeSpan Life = TimeSpan.FromMinutes(5);
    public static readonly TimeSpan FailureWindow = TimeSpan.FromHours(1);

    /// <summary>One more challenge; what has expired goes, and the oldest where there are too many.</summary>
    public static AccountState Challenging(this AccountState state, NewSession wish, string hash, DateTimeOffset now)
    {
        var live = state.SecondFactor.Challenges.RemoveAll(c => c.ExpiresAt <= now);
        var kept = live.Count < MaxChallenges ? live : live.RemoveRange(0, live.Count - MaxChallenges + 1);
        return state.With(state.SecondFactor with
        {
            Challenges = kept.Add(new SignInChallenge
            {
                Hash = hash,
                ExpiresAt = now + Life,
                TriesLeft = MaxTries,
                Kind = wish.Kind,
                Remember = wish.Remember,
                Methods = [.. wish.Methods],
                PasswordSetAt = state.Password.SetAt,
            }),
        });
    }

    public static SignInChallenge? LiveChallenge(this AccountState state, string hash, DateTimeOffset now) =>
        state is { CanSignIn: true, ResetRequired: false }
            ? state.SecondFactor.Challenges.Find(c => c.Hash == hash && c.ExpiresAt > now && c.PasswordSetAt == state.Password.SetAt)
            : null;

    /// <summary>Why no code is looked at now; null where one is.</summary>
    public static Error? RefuseTry(this AccountState state, DateTimeOffset now) =>
        state.RecentFailures(now) is { Count: >= MaxFailures } recent ? AccountErrors.TooManyAttempts(recent[^MaxFailures] + FailureWindow - now) : null;

    /// <summary>Charges a wrong code to the account and to the challenge it was meant for.</summary>
    public static AccountState Failing(this AccountState state, SignInChallenge? challenge, CallOrigin origin, DateTimeOffset now)
    {
        var factor = state.SecondFactor with { Failures = state.RecentFailures(now).Add(now) };
        if (challenge is not null)
        {
            factor = factor with
            {
                Challenges = challenge.TriesLeft > 1
                    ? factor.Challenges.Replace(challenge, challenge with { TriesLeft = challenge.TriesLeft - 1 })
                    : factor.Challenges.Remove(challenge),
            };
        }

        return state.With(factor).Noting(AuditKinds.SecondFactorFailed, null, origin, now);
    }

    public static AccountState Without(this AccountState state, SignInChallenge challenge) =>
        state.With(state.SecondFactor with { Challenges = state.SecondFactor.Challenges.Remove(challenge) });

    public static AccountState With(this AccountState state, SecondFactorState factor) => state with { SecondFactor = factor };

    private static ImmutableList<DateTimeOffset> RecentFailures(this AccountState state, DateTimeOffset now) =>
        state.SecondFactor.Failures.RemoveAll(at => at + FailureWindow <= now);
}

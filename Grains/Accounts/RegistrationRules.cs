using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

/// <summary>How an account comes to be: <c>claiming</c> until address and user name are confirmed.</summary>
internal static class RegistrationRules
{
    /// <summary>A reservation outlives every retry of an interrupted registration by far, and lapses by itself where nobody retries.</summary>
    public static readonly TimeSpan ReservationLife = TimeSpan.FromMinutes(15);

    public static readonly TimeSpan ResumeAfter = TimeSpan.FromMinutes(1);

    /// <summary>An address nobody verified is given free again.</summary>
    public static readonly TimeSpan UnverifiedLife = TimeSpan.FromDays(7);

    public static Result<AccountState> Begin(NewAccount account, DateTimeOffset now)
    {
        if (!Usernames.IsValid(account.Username))
        {
            return AccountErrors.InvalidUsername;
        }

        return AddressKey.Of(account.Email) is not { } key
            ? Errors.Invalid("This is no mail address.", "email")
            : new AccountState
            {
                Id = account.Id,
                Status = AccountStatus.Claiming,
                Email = account.Email.Trim(),
                EmailKey = key,
                EmailVerified = account.Verified,
                Username = account.Username,
                UsernameKey = Usernames.Fold(account.Username),
                DisplayName = account.DisplayName,
                Locale = account.Locale,
                TimeZone = account.TimeZone,
                Password = new PasswordRecord().Replaced(account.Password, now),
                // What it becomes is decided now; a resumed registration knows no request any more.
                NextStatus = account.VerifyFirst ? AccountStatus.Unverified : AccountStatus.Active,
                CreatedAt = now,
            };
    }

    public static AccountState Complete(this AccountState state, CallOrigin? origin, DateTimeOffset now) =>
        (state with { Status = state.NextStatus }).Noting(AuditKinds.Registered, state.Id, origin, now);

    /// <summary>Whoever registers an unverified address again replaces what the one before had chosen.</summary>
    public static AccountState Replace(this AccountState state, NewAccount account, DateTimeOffset now) => state with
    {
        Status = account.VerifyFirst ? state.Status : AccountStatus.Active,
        NextStatus = account.VerifyFirst ? state.NextStatus : AccountStatus.Active,
        Email = account.Email.Trim(),
        DisplayName = account.DisplayName,
        Locale = account.Locale,
        TimeZone = account.TimeZone,
        Password = state.Password.Replaced(account.Password, now),
        Tokens = [],
        CreatedAt = now,
        Revision = state.Revision + 1,
    };

    /// <summary>When the account must do something by itself.</summary>
    public static DateTimeOffset? NextDue(this AccountState state, DateTimeOffset now) =>
        state.Status == AccountStatus.Claiming || state.FormerUsername is not null || state.FormerEmail is not null ? now + ResumeAfter
        : state.Status == AccountStatus.Unverified ? state.CreatedAt + UnverifiedLife
        : Earlier(state.DeletionDueAt, state.EmailUndo?.ExpiresAt);

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other ?? one : one;
}

using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

internal static class ProfileRules
{
    public const int MaxDisplayName = 80;
    public const int MaxBio = 500;
    public const int MaxImageUrl = 2048;
    public const int MaxUsernameChanges = 2;

    public static readonly TimeSpan UsernameChangeWindow = TimeSpan.FromDays(30);

    /// <summary>The account after the edit. A new user name is put in place here and claimed by the caller, who knows it by <see cref="AccountState.FormerUsername"/>.</summary>
    public static Result<AccountState> Edit(this AccountState state, ProfileChange change, int? version, DateTimeOffset now)
    {
        if (version is not null && version != state.Revision)
        {
            return Errors.Stale;
        }

        if (Malformed(change) is { } member)
        {
            return Errors.Invalid($"The value of {member} is malformed or too long.", member);
        }

        var edited = state with
        {
            DisplayName = change.DisplayName.Or(state.DisplayName),
            Bio = change.Bio.Or(state.Bio),
            ImageUrl = change.ImageUrl.Or(state.ImageUrl),
            Locale = change.Locale.Or(state.Locale),
            TimeZone = change.TimeZone.Or(state.TimeZone),
            Revision = state.Revision + 1,
        };
        return change.Username.IsSet && change.Username.Value != state.Username ? edited.Rename(change.Username.Value, now) : edited;
    }

    private static Result<AccountState> Rename(this AccountState state, string? name, DateTimeOffset now)
    {
        if (name is null || !Usernames.IsValid(name))
        {
            return AccountErrors.InvalidUsername;
        }

        if (Usernames.Fold(name) == state.UsernameKey)
        {
            return state with { Username = name };
        }

        var recent = state.UsernameChanges.RemoveAll(at => at + UsernameChangeWindow <= now);
        return recent.Count >= MaxUsernameChanges
            ? AccountErrors.UsernameChangedRecently with { RetryAfter = recent[0] + UsernameChangeWindow - now }
            : state with
            {
                Username = name,
                UsernameKey = Usernames.Fold(name),
                FormerUsername = state.Username,
                UsernameChanges = recent.Add(now),
            };
    }

    private static string? Malformed(ProfileChange change) =>
        change.DisplayName.Value is { Length: > MaxDisplayName } ? "displayName"
        : change.Bio.Value is { Length: > MaxBio } ? "bio"
        : change.ImageUrl.Value is { } image && !IsHttps(image) ? "imageUrl"
        : change.Locale.Value is { Length: > 35 } ? "locale"
        : change.TimeZone.Value is { } zone && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _) ? "timeZone"
        : null;

    private static bool IsHttps(string url) =>
        url.Length <= MaxImageUrl && Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps;
}

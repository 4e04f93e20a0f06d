namespace OrleansBackends.WebFrontend.Common;

/// <summary>Who stands behind ids and user names, for what a slice shows. What it answers is at most 5 seconds old.</summary>
public interface IUserNames
{
    /// <summary>How many may be asked for at once.</summary>
    public const int MaxUsers = 100;

    /// <summary>A profile for each of the ids; null for whoever is unknown or deleted.</summary>
    Task<IReadOnlyDictionary<UserId, UserProfile?>> FindAsync(IEnumerable<UserId> users);

    /// <summary>A profile for each of the user names, whose case does not matter; null where nobody has it.</summary>
    Task<IReadOnlyDictionary<string, UserProfile?>> FindNamedAsync(IEnumerable<string> usernames);

    /// <summary>People who can sign in and whose user name begins so, whatever the case, in the order of their names.</summary>
    Task<IReadOnlyList<UserProfile>> FindBeginningAsync(string beginning, int limit);
}

/// <summary>What anybody may see of a person.</summary>
public sealed record UserProfile(UserId Id, string Username, string? DisplayName, string? Bio, string? ImageUrl);

public static class UserProfiles
{
    public const string Deleted = "deleted user";

    /// <summary>What stands where a person is named.</summary>
    public static string Shown(this UserProfile? profile) => profile is null ? Deleted : profile.DisplayName ?? profile.Username;
}

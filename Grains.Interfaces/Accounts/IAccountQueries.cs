namespace OrleansBackends.Grains.Interfaces.Accounts;

/// <summary>Lists over all accounts; a stateless worker over the views, so no account takes a turn for them.</summary>
[GrainInterfaceType("account-queries"), Alias("accounts.i-queries")]
public interface IAccountQueries : IGrainWithStringKey
{
    public const string Key = "accounts:queries";

    /// <summary>Refuses <c>invalid-cursor</c>.</summary>
    [Alias("Users")]
    Task<Result<Page<UserRow>>> Users(UserFilter filter, PageRequest page);

    /// <summary>One user's audit entries, newest first, with those that still wait in the account's document. Refuses <c>invalid-cursor</c>.</summary>
    [Alias("Audit")]
    Task<Result<Page<AuditEntry>>> Audit(UserId user, string? kind, PageRequest page);

    /// <summary>The profile behind a user name, ignoring case; null where nobody active has it.</summary>
    [Alias("Profile")]
    Task<PublicProfile?> Profile(string username);

    /// <summary>The profiles of those who have an account; whoever is unknown or deleted is left out. At most 100 are asked for.</summary>
    [Alias("Profiles")]
    Task<IReadOnlyList<PublicProfile>> Profiles(IReadOnlyList<UserId> users);

    /// <summary>The profiles behind user names that are folded as <see cref="Usernames.Fold"/> does; names that nobody has are left out. At most 100.</summary>
    [Alias("ProfilesNamed")]
    Task<IReadOnlyList<PublicProfile>> ProfilesNamed(IReadOnlyList<string> usernames);

    /// <summary>Those who can sign in and whose user name begins so, folded as <see cref="Usernames.Fold"/> does, in the order of their names. At most 100.</summary>
    [Alias("ProfilesBeginning")]
    Task<IReadOnlyList<PublicProfile>> ProfilesBeginning(string beginning, int limit);

    /// <summary>Audit entries of all users and of the system, newest first, as far as they have reached the journal. Refuses <c>invalid-cursor</c>.</summary>
    [Alias("AuditOfAll")]
    Task<Result<Page<UserAuditEntry>>> AuditOfAll(AuditFilter filter, PageRequest page);

    /// <summary>What all slices hold about a person, page by page. Refuses <c>invalid-cursor</c>.</summary>
    [Alias("Export")]
    Task<Result<ExportPage>> Export(UserId user, string? cursor);

    /// <summary>Who has the passkey with this id in base64url; null where nobody has.</summary>
    [Alias("PasskeyOwner")]
    Task<UserId?> PasskeyOwner(string id);

    /// <summary>What documents hold of cuts made at or after <paramref name="since"/>, in pages.</summary>
    [Alias("CutsSince")]
    Task<CutPage> CutsSince(DateTimeOffset since, string? cursor);
}

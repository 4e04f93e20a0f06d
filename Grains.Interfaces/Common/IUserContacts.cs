namespace OrleansBackends.Grains.Interfaces.Common;

/// <summary>
/// How to reach people: read from a view by a stateless worker (<c>GetGrain&lt;IUserContacts&gt;(0)</c>), so nobody's account takes a turn for it and no
/// slice needs an edge to Accounts.
/// </summary>
[GrainInterfaceType("user-contacts"), Alias("common.i-user-contacts")]
public interface IUserContacts : IGrainWithIntegerKey
{
    /// <summary>How many may be asked for at once.</summary>
    public const int MaxUsers = 500;

    /// <summary>The contacts of those who have an account; whoever is unknown or deleted is absent.</summary>
    [Alias("Find")]
    Task<IReadOnlyDictionary<UserId, UserContact>> Find(IReadOnlyList<UserId> users);
}

/// <param name="Email">
/// As the person wrote it, and null until it is verified, also where accounts are usable without: what nobody confirmed may be a stranger's.
/// </param>
/// <param name="Locale">Null where the person named none.</param>
/// <param name="TimeZone">IANA name; null where the person named none.</param>
[GenerateSerializer, Immutable, Alias("common.user-contact")]
public sealed record UserContact([property: Id(0)] string? Email, [property: Id(1)] string? Locale, [property: Id(2)] string? TimeZone);

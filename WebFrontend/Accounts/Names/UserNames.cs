using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

internal sealed class UserNames(IGrainFactory grains, TimeProvider time) : IUserNames
{
    private readonly ShortCache<UserId, UserProfile> byId = new(time);
    private readonly ShortCache<string, UserProfile> byName = new(time);

    private IAccountQueries Queries => grains.GetGrain<IAccountQueries>(IAccountQueries.Key);

    public async Task<IReadOnlyDictionary<UserId, UserProfile?>> FindAsync(IEnumerable<UserId> users) =>
        await byId.FindAsync(Bounded(users), async unknown => Show(await Queries.Profiles(unknown), profile => profile.Id));

    public async Task<IReadOnlyDictionary<string, UserProfile?>> FindNamedAsync(IEnumerable<string> usernames)
    {
        var asked = Bounded(usernames);
        var found = await byName.FindAsync(
            [.. asked.Select(Usernames.Fold).Distinct()], async unknown => Show(await Queries.ProfilesNamed(unknown), profile => Usernames.Fold(profile.Username)));
        return asked.ToDictionary(name => name, name => found[Usernames.Fold(name)]);
    }

    public async Task<IReadOnlyList<UserProfile>> FindBeginningAsync(string beginning, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, IUserNames.MaxUsers);
        return [.. (await Queries.ProfilesBeginning(Usernames.Fold(beginning), limit)).Select(Show)];
    }

    /// <summary>The person has changed: what is known of him, and of any name that may be his, is asked again.</summary>
    public void Forget(UserId user)
    {
        byId.Remove(user);
        byName.Clear();
    }

    private static List<T> Bounded<T>(IEnumerable<T> asked)
    {
        var distinct = asked.Distinct().ToList();
        ArgumentOutOfRangeException.ThrowIfGreaterThan(distinct.Count, IUserNames.MaxUsers, nameof(asked));
        return distinct;
    }

    private static Dictionary<TKey, UserProfile> Show<TKey>(IReadOnlyList<PublicProfile> found, Func<PublicProfile, TKey> key)
        where TKey : notnull =>
        found.DistinctBy(key).ToDictionary(key, Show);

    private static UserProfile Show(PublicProfile found) => new(found.Id, found.Username, found.DisplayName, found.Bio, found.ImageUrl);
}

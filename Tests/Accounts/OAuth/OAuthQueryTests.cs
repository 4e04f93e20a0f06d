using OrleansBackends.Grains.Accounts;
using OrleansBackends.Grains.Interfaces.Accounts;
using OrleansBackends.Tests.Storage;
using static OrleansBackends.Tests.Accounts.AccountTestData;

namespace OrleansBackends.Tests.Accounts.OAuth;

/// <summary>What lies of clients, authorizations, codes and passkeys in views.</summary>
[Collection<StorageCollection>]
public class OAuthQueryTests(StorageSilos silos)
{
    private static readonly string[] Scopes = ["openid", "links:read"];

    [Theory, OnBothDatabases]
    public async Task Clients_are_listed_newest_first_without_those_that_were_removed(Db db)
    {
        var grains = await silos.Get<IGrainFactory>(db);
        var made = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            (await grains.NewClient(out var id).Register(OAuthData.Settings, null, OAuthData.Admin)).Require();
            made.Add(id);
        }

        (await grains.GetGrain<IOAuthClientGrain>(OAuthKeys.Client(made[1])).Remove(OAuthData.Admin)).Require();
        var seen = await AllAsync(cursor => Queries(grains).Clients(new PageRequest(2, cursor)));
        Assert.Equal([made[3], made[2], made[0]], seen.Select(client => client.ClientId).Where(made.Contains));
        Assert.Equal("invalid-cursor", (await Queries(grains).Clients(new PageRequest(2, "x"))).Error!.Code);
    }

    [Theory, OnBothDatabases]
    public async Task What_a_user_allows_is_listed_newest_first_until_it_is_taken_back(Db db)
    {
        var grains = await silos.Get<IGrainFactory>(db);
        var (one, other) = (await AccountAsync(grains), await AccountAsync(grains));
        (await grains.NewClient(out var client).Register(OAuthData.Settings, null, OAuthData.Admin)).Require();
        var made = new List<Guid>();
        foreach (var user in (UserId[])[one, one, one, other])
        {
            made.Add(await AllowAsync(grains, user, client));
        }

        var seen = await AllAsync(cursor => Queries(grains).Authorizations(one, new PageRequest(2, cursor)));
        Assert.Equal([made[2], made[1], made[0]], seen.Select(item => item.Id));
        Assert.All(seen, item => Assert.Equal((client, "An application"), (item.ClientId, item.Name)));
        Assert.Equal(Scopes.Order(), (await Queries(grains).Allowed(one, client)).Order());
        Assert.Empty(await Queries(grains).Allowed(one, "another client"));

        foreach (var id in made[..3])
        {
            (await grains.Authorization(id).Revoke(one, Origin)).Require();
        }

        Assert.Empty(await AllAsync(cursor => Queries(grains).Authorizations(one, new PageRequest(2, cursor))));
        Assert.Empty(await Queries(grains).Allowed(one, client));
        Assert.Equal([made[3]], (await AllAsync(cursor => Queries(grains).Authorizations(other, new PageRequest(2, cursor)))).Select(item => item.Id));
    }

    [Theory, OnBothDatabases]
    public async Task A_sweep_finds_codes_and_authorizations_when_they_may_be_forgotten(Db db)
    {
        var grains = await silos.Get<IGrainFactory>(db);
        var user = await AccountAsync(grains);
        (await grains.NewClient(out var client).Register(OAuthData.Settings, null, OAuthData.Admin)).Require();
        var authorization = await AllowAsync(grains, user, client);
        var code = await grains.PutCodeAsync(new Allowed(user, client, authorization));
        await TestTime.Eventually(async () => !await IsDueAsync(db, authorization, TimeSpan.FromMinutes(1)), "the authorization to have told the account");
        Assert.False(await IsDueAsync(db, authorization, SessionRules.MaxIdle + OAuthAuthorizationRules.Kept - TimeSpan.FromMinutes(1)));
        Assert.True(await IsDueAsync(db, authorization, SessionRules.MaxIdle + OAuthAuthorizationRules.Kept + TimeSpan.FromMinutes(1)));
        Assert.False(await IsDueAsync(db, OAuthCodeState.Name, OAuthKeys.Code(code), TimeSpan.FromMinutes(60)));
        Assert.True(await IsDueAsync(db, OAuthCodeState.Name, OAuthKeys.Code(code), TimeSpan.FromMinutes(62)));
    }

    [Theory, OnBothDatabases]
    public async Task A_passkey_is_found_by_its_id(Db db)
    {
        var grains = await silos.Get<IGrainFactory>(db);
        var (user, other) = (await AccountAsync(grains), await AccountAsync(grains));
        var ids = new List<string>();
        foreach (var owner in (UserId[])[user, user, other])
        {
            var added = await grains.GetGrain<IAccountPasskeysGrain>(AccountKey.Of(owner)).Add(PasskeyGrainTests.NewPasskey(), Guid.Empty, Origin);
            ids.Add(added.Require().Id);
        }

        var queries = grains.GetGrain<IAccountQueries>(IAccountQueries.Key);
        Assert.Equal([user, user, other, null], [await queries.PasskeyOwner(ids[0]), await queries.PasskeyOwner(ids[1]), await queries.PasskeyOwner(ids[2]), await queries.PasskeyOwner("none")]);
    }

    private Task<bool> IsDueAsync(Db db, Guid authorization, TimeSpan after) =>
        IsDueAsync(db, OAuthAuthorizationState.Name, OAuthKeys.Authorization(authorization), after);

    private async Task<bool> IsDueAsync(Db db, string state, string key, TimeSpan after)
    {
        var sweep = (await silos.Get<IEnumerable<ISweepSource>>(db)).Single(source => source.StateName == state);
        return (await sweep.Leftovers(DateTimeOffset.UtcNow + after, "", 100_000, default)).Any(grain => grain.Key.ToString() == key);
    }

    private static IOAuthQueries Queries(IGrainFactory grains) => grains.GetGrain<IOAuthQueries>(IOAuthQueries.Key);

    private static async Task<UserId> AccountAsync(IGrainFactory grains)
    {
        var account = NewAccount();
        (await grains.GetGrain<IAccountGrain>(AccountKey.Of(account.Id)).Register(account)).Require();
        return account.Id;
    }

    private static async Task<Guid> AllowAsync(IGrainFactory grains, UserId user, string client)
    {
        var id = Guid.NewGuid();
        await grains.Authorization(id).Allow(new OAuthAllowance(user, client, Scopes, DateTimeOffset.UtcNow, [AuthenticationMethods.Password], Origin));
        return id;
    }

    private static async Task<IReadOnlyList<T>> AllAsync<T>(Func<string?, Task<Result<Page<T>>>> read)
    {
        var seen = new List<T>();
        string? cursor = null;
        do
        {
            var page = (await read(cursor)).Require();
            seen.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return seen;
    }
}

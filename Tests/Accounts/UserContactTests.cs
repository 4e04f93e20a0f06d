using OrleansBackends.Grains.Interfaces.Accounts;
using OrleansBackends.Tests.Storage;

namespace OrleansBackends.Tests.Accounts;

[Collection<StorageCollection>]
public sealed class UserContactTests(StorageSilos silos)
{
    [Theory, OnBothDatabases]
    public async Task A_contact_is_the_verified_address_with_locale_and_zone(Db db)
    {
        var account = AccountTestData.NewAccount() with { Verified = true, Locale = "de-DE", TimeZone = "Europe/Berlin" };
        var contacts = await Find(db, account);
        Assert.Equal(new UserContact(account.Email, "de-DE", "Europe/Berlin"), contacts[account.Id]);
    }

    [Theory, OnBothDatabases]
    public async Task An_address_that_nobody_verified_is_never_handed_out(Db db)
    {
        var usable = AccountTestData.NewAccount() with { Locale = "fr" };
        var waiting = AccountTestData.NewAccount(verifyFirst: true);
        var contacts = await Find(db, usable, waiting);
        Assert.Equal(new UserContact(null, "fr", null), contacts[usable.Id]);
        Assert.Equal(new UserContact(null, null, null), contacts[waiting.Id]);
    }

    [Theory, OnBothDatabases]
    public async Task Whoever_is_unknown_is_absent(Db db)
    {
        var account = AccountTestData.NewAccount() with { Verified = true };
        await Find(db, account);
        var asked = Enumerable.Range(0, IUserContacts.MaxUsers - 1).Select(_ => new UserId(Guid.NewGuid())).Append(account.Id).ToList();
        var contacts = await (await silos.Get<IGrainFactory>(db)).GetGrain<IUserContacts>(0).Find(asked);
        Assert.Equal([account.Id], contacts.Keys);
    }

    [Fact]
    public async Task More_than_a_batch_is_refused()
    {
        var asked = Enumerable.Range(0, IUserContacts.MaxUsers + 1).Select(_ => new UserId(Guid.NewGuid())).ToList();
        var contacts = (await silos.Get<IGrainFactory>(Db.Sqlite)).GetGrain<IUserContacts>(0);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => contacts.Find(asked));
    }

    private async Task<IReadOnlyDictionary<UserId, UserContact>> Find(Db db, params NewAccount[] accounts)
    {
        var grains = await silos.Get<IGrainFactory>(db);
        foreach (var account in accounts)
        {
            (await grains.GetGrain<IAccountGrain>(AccountKey.Of(account.Id)).Register(account)).Require();
        }

        return await grains.GetGrain<IUserContacts>(0).Find([.. accounts.Select(a => a.Id)]);
    }
}

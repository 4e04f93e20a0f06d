using OrleansBackends.Grains.Interfaces.Accounts;
using OrleansBackends.Tests.Storage;

namespace OrleansBackends.Tests.Accounts;

[Collection<StorageCollection>]
public sealed class AuditListTests(StorageSilos silos)
{
    private readonly UserId actor = new(Guid.NewGuid());

    [Theory, OnBothDatabases]
    public async Task Pages_over_all_users_neither_skip_nor_repeat_and_are_newest_first(Db db)
    {
        await ActAsync(db);
        var seen = new List<UserAuditEntry>();
        string? cursor = null;
        do
        {
            var page = await ReadAsync(db, new AuditFilter { Actor = actor }, new PageRequest(4, cursor));
            seen.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        Assert.Equal(9, seen.DistinctBy(e => (e.User, e.Seq)).Count());
        Assert.Equal(9, seen.Count);
        Assert.Equal(seen.OrderByDescending(e => e.At).Select(e => e.At), seen.Select(e => e.At));
    }

    [Theory, OnBothDatabases]
    public async Task Entries_are_narrowed_by_user_kind_and_time(Db db)
    {
        var users = await ActAsync(db);
        var all = new PageRequest(100, null);
        var disabled = (await ReadAsync(db, new AuditFilter { Actor = actor, Kind = AuditKinds.Disabled }, all)).Items;
        Assert.Equal(users.Order(Ids), disabled.Select(e => e.User!.Value).Order(Ids));
        var one = await ReadAsync(db, new AuditFilter { User = users[0], Kind = AuditKinds.Disabled }, all);
        var entry = Assert.Single(one.Items);
        Assert.Equal((actor, "spam"), (entry.Actor, entry.Detail));
        Assert.Empty((await ReadAsync(db, new AuditFilter { Actor = actor, From = entry.At.AddHours(1) }, all)).Items);
        Assert.Empty((await ReadAsync(db, new AuditFilter { Actor = actor, To = entry.At.AddHours(-1) }, all)).Items);
        Assert.Equal(9, (await ReadAsync(db, new AuditFilter { Actor = actor, From = entry.At.AddHours(-1), To = entry.At.AddHours(1) }, all)).Items.Count);
    }

    [Theory, OnBothDatabases]
    public async Task What_happened_to_the_system_is_nobodys(Db db)
    {
        var grains = await silos.Get<IGrainFactory>(db);
        (await grains.GetGrain<IKeyRingGrain>(IKeyRingGrain.Main).Rotate(actor, AccountTestData.Origin)).Require();
        var rotated = Assert.Single((await ReadAsync(db, new AuditFilter { Actor = actor }, new PageRequest(5, null))).Items);
        Assert.Equal((null, AuditKinds.KeyRotated), (rotated.User, rotated.Kind));
    }

    [Fact]
    public async Task A_foreign_cursor_is_refused()
    {
        var queries = (await silos.Get<IGrainFactory>(Db.Sqlite)).GetGrain<IAccountQueries>(IAccountQueries.Key);
        Assert.Equal("invalid-cursor", (await queries.AuditOfAll(new AuditFilter(), new PageRequest(5, "x"))).Error!.Code);
        Assert.Equal("invalid-cursor", (await queries.AuditOfAll(new AuditFilter(), new PageRequest(5, Cursor.Encode("a", "b", "c")))).Error!.Code);
    }

    private static Comparer<UserId> Ids { get; } = Comparer<UserId>.Create((a, b) => a.Value.CompareTo(b.Value));

    /// <summary>Three users with three acts of the same admin each.</summary>
    private async Task<IReadOnlyList<UserId>> ActAsync(Db db)
    {
        var grains = await silos.Get<IGrainFactory>(db);
        var by = new ActedBy(actor, AccountTestData.Origin);
        var users = new List<UserId>();
        for (var i = 0; i < 3; i++)
        {
            var account = AccountTestData.NewAccount();
            (await grains.GetGrain<IAccountGrain>(AccountKey.Of(account.Id)).Register(account)).Require();
            var control = grains.GetGrain<IAccountControlGrain>(AccountKey.Of(account.Id));
            (await control.Disable("spam", by)).Require();
            (await control.Enable(by)).Require();
            (await control.RevokeSessions(by)).Require();
            users.Add(account.Id);
        }

        await TestTime.Eventually(
            async () => (await ReadAsync(db, new AuditFilter { Actor = actor }, new PageRequest(100, null))).Items.Count == 9, "all acts are in the journal");
        return users;
    }

    private async Task<Page<UserAuditEntry>> ReadAsync(Db db, AuditFilter filter, PageRequest page) =>
        (await (await silos.Get<IGrainFactory>(db)).GetGrain<IAccountQueries>(IAccountQueries.Key).AuditOfAll(filter, page)).Require();
}

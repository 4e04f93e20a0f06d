using OrleansBackends.Grains.Interfaces.Accounts;
using OrleansBackends.Tests.Storage;

namespace OrleansBackends.Tests.Accounts;

[Collection<StorageCollection>]
public class AccountQueryTests(StorageSilos silos)
{
    private static readonly ActedBy Admin = new(new UserId(Guid.NewGuid()), AccountTestData.Origin);

    private readonly string mark = $"q{Guid.NewGuid():N}"[..12];

    [Theory, OnBothDatabases]
    public async Task Pages_neither_skip_nor_repeat_in_any_order(Db db)
    {
        var (grains, users) = await SevenAsync(db);
        var queries = grains.GetGrain<IAccountQueries>(IAccountQueries.Key);
        foreach (var sort in Enum.GetValues<UserSort>())
        {
            foreach (var descending in (bool[])[false, true])
            {
                var filter = new UserFilter { Query = mark.ToUpperInvariant(), Sort = sort, Descending = descending };
                var seen = new List<UserId>();
                string? cursor = null;
                do
                {
                    var page = (await queries.Users(filter, new PageRequest(3, cursor))).Require();
                    seen.AddRange(page.Items.Select(u => u.Id));
                    cursor = page.NextCursor;
                }
                while (cursor is not null);
                Assert.Equal(users.Order(Comparer<UserId>.Create((a, b) => a.Value.CompareTo(b.Value))), seen.Order(Comparer<UserId>.Create((a, b) => a.Value.CompareTo(b.Value))));
            }
        }
    }

    [Theory, OnBothDatabases]
    public async Task Users_are_narrowed_by_status_role_and_time(Db db)
    {
        var (grains, users) = await SevenAsync(db);
        (await Control(grains, users[0]).SetRoles(["shop:manager", "blog:author"], null, Admin)).Require();
        (await Control(grains, users[1]).SetRoles(["shop:manager"], null, Admin)).Require();
        (await Control(grains, users[1]).Disable(null, Admin)).Require();
        Assert.Equal([users[0]], await Found(new UserFilter { Query = mark, Role = "blog:author" }));
        Assert.Equal([users[1]], await Found(new UserFilter { Query = mark, Role = "shop:manager", Status = AccountStatus.Disabled }));
        Assert.Empty(await Found(new UserFilter { Query = mark, Role = "shop" }));
        var now = DateTimeOffset.UtcNow;
        Assert.Equal(7, (await Found(new UserFilter { Query = mark, CreatedFrom = now.AddHours(-1), CreatedTo = now.AddHours(1) })).Count());
        Assert.Empty(await Found(new UserFilter { Query = mark, CreatedFrom = now.AddHours(1) }));
        Assert.Empty(await Found(new UserFilter { Query = mark, CreatedTo = now.AddHours(-1) }));
        Assert.Empty(await Found(new UserFilter { Query = $"%{mark[1..]}" }));
        var row = (await Queries().Users(new UserFilter { Query = mark, Role = "blog:author" }, new PageRequest(10, null))).Require().Items[0];
        Assert.Equal(["blog:author", "shop:manager"], row.Roles);
        Assert.Equal("invalid-cursor", (await Queries().Users(new UserFilter(), new PageRequest(10, "x"))).Error!.Code);

        async Task<IEnumerable<UserId>> Found(UserFilter filter) =>
            (await Queries().Users(filter, new PageRequest(10, null))).Require().Items.Select(u => u.Id);
        IAccountQueries Queries() => grains.GetGrain<IAccountQueries>(IAccountQueries.Key);
    }

    [Theory, OnBothDatabases]
    public async Task The_list_says_who_has_a_second_factor(Db db)
    {
        var (grains, users) = await SevenAsync(db);
        var factor = grains.GetGrain<IAccountSecondFactorGrain>(AccountKey.Of(users[4]));
        var phone = new Authenticator((await factor.SetUpTotp()).Require().Secret);
        (await factor.ConfirmTotp(phone.Code(DateTimeOffset.UtcNow), Guid.Empty, AccountTestData.Origin)).Require();
        var rows = (await grains.GetGrain<IAccountQueries>(IAccountQueries.Key).Users(new UserFilter { Query = mark }, new PageRequest(10, null))).Require().Items;
        Assert.Equal([users[4]], rows.Where(row => row.SecondFactor).Select(row => row.Id));
    }

    [Theory, OnBothDatabases]
    public async Task A_profile_is_found_by_its_name_in_any_case(Db db)
    {
        var (grains, users) = await SevenAsync(db);
        var queries = grains.GetGrain<IAccountQueries>(IAccountQueries.Key);
        var found = await queries.Profile($"{mark}-3".ToUpperInvariant());
        Assert.Equal((users[3], $"{mark}-3"), (found!.Id, found.Username));
        Assert.Null(await queries.Profile($"{mark}-99"));
    }

    [Theory, OnBothDatabases]
    public async Task Profiles_are_found_by_ids_and_by_names_unless_unknown_or_unverified(Db db)
    {
        var (grains, users) = await SevenAsync(db);
        var waiting = AccountTestData.NewAccount($"{mark}-w", verifyFirst: true);
        (await grains.GetGrain<IAccountGrain>(AccountKey.Of(waiting.Id)).Register(waiting)).Require();
        var queries = grains.GetGrain<IAccountQueries>(IAccountQueries.Key);
        var byId = await queries.Profiles([users[2], new UserId(Guid.NewGuid()), users[5], waiting.Id]);
        Assert.Equal([(users[2], $"{mark}-2"), (users[5], $"{mark}-5")], byId.Select(p => (p.Id, p.Username)).OrderBy(p => p.Username));
        var byName = await queries.ProfilesNamed([$"{mark}-6", $"{mark}-99", $"{mark}-w"]);
        Assert.Equal([users[6]], byName.Select(p => p.Id));
    }

    [Theory, OnBothDatabases]
    public async Task Entries_in_document_and_journal_make_one_timeline(Db db)
    {
        var (grains, users) = await SevenAsync(db);
        var sessions = grains.GetGrain<IAccountSessionsGrain>(AccountKey.Of(users[0]));
        for (var i = 0; i < 9; i++)
        {
            (await sessions.SignIn(new NewSession(SessionKind.Token, true, ["pwd"], AccountTestData.Origin))).Require();
        }

        var queries = grains.GetGrain<IAccountQueries>(IAccountQueries.Key);
        var first = (await queries.Audit(users[0], null, new PageRequest(6, null))).Require();
        var rest = (await queries.Audit(users[0], null, new PageRequest(6, first.NextCursor))).Require();
        Assert.Equal(Enumerable.Range(1, 10).Reverse(), first.Items.Concat(rest.Items).Select(e => e.Seq));
        Assert.Null(rest.NextCursor);
        Assert.Single((await queries.Audit(users[0], AuditKinds.Registered, new PageRequest(6, null))).Require().Items);
    }

    [Theory, OnBothDatabases]
    public async Task Cuts_are_read_from_the_documents_page_by_page(Db db)
    {
        var (grains, users) = await SevenAsync(db);
        var since = DateTimeOffset.UtcNow.AddSeconds(-1);
        foreach (var user in users)
        {
            (await Control(grains, user).SetRoles(["shop:manager"], null, Admin)).Require();
        }

        var page = await grains.GetGrain<IAccountQueries>(IAccountQueries.Key).CutsSince(since, null);
        Assert.Superset(users.ToHashSet(), page.Cuts.Where(c => c.Kind == CutKind.UserBefore).Select(c => c.User).ToHashSet());
        Assert.Empty((await grains.GetGrain<IAccountQueries>(IAccountQueries.Key).CutsSince(DateTimeOffset.UtcNow.AddMinutes(1), null)).Cuts);
    }

    private static IAccountControlGrain Control(IGrainFactory grains, UserId user) => grains.GetGrain<IAccountControlGrain>(AccountKey.Of(user));

    private async Task<(IGrainFactory Grains, IReadOnlyList<UserId> Users)> SevenAsync(Db db)
    {
        var grains = await silos.Get<IGrainFactory>(db);
        var users = new List<UserId>();
        for (var i = 0; i < 7; i++)
        {
            var account = AccountTestData.NewAccount($"{mark}-{i}");
            (await grains.GetGrain<IAccountGrain>(AccountKey.Of(account.Id)).Register(account)).Require();
            users.Add(account.Id);
        }

        return (grains, users);
    }
}

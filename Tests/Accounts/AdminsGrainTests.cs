using OrleansBackends.Grains.Accounts;
using OrleansBackends.Grains.Interfaces.Accounts;
using static OrleansBackends.Tests.Accounts.AccountTestData;

namespace OrleansBackends.Tests.Accounts;

[Collection<ClusterCollection>]
public class AdminsGrainTests(ClusterFixture cluster)
{
    private readonly string key = $"admins:{Guid.NewGuid():D}";

    private IAdminsGrain Admins => cluster.Grains.GetGrain<IAdminsGrain>(key);

    [Fact]
    public async Task The_setup_token_works_once_under_twenty_calls()
    {
        var token = (await Admins.EnsureSetup())!;
        Assert.Null(await Admins.EnsureSetup());
        Assert.Equal("setup-token-invalid", (await Admins.Setup("guess", NewAccount())).Error!.Code);

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Admins.Setup(token, NewAccount())));
        var admin = Assert.Single(results, r => r.IsOk).Require();
        Assert.All(results.Where(r => !r.IsOk), r => Assert.Equal("already-set-up", r.Error!.Code));
        var view = (await cluster.Account<IAccountGrain>(admin).Me()).Require();
        Assert.Equal(["admin"], view.Roles);
        Assert.True(view.EmailVerified);
        await cluster.DeliveredAsync(admin);
        Assert.Equal(["registered", "roles-changed", "setup-done"], (await cluster.JournalAsync(admin)).Select(e => e.Kind));
    }

    [Fact]
    public async Task A_taken_user_name_leaves_the_setup_token_good()
    {
        var token = (await Admins.EnsureSetup())!;
        var taken = NewAccount();
        await cluster.Account<IAccountGrain>(taken.Id).Register(taken);
        Assert.Equal("username-taken", (await Admins.Setup(token, NewAccount(taken.Username))).Error!.Code);
        Assert.True((await Admins.Setup(token, NewAccount())).IsOk);
    }

    [Fact]
    public async Task Of_two_admins_who_dismiss_each_other_one_stays()
    {
        var (first, second) = await TwoAdminsAsync();
        var results = await Task.WhenAll(Admins.SetRoles(second, [], null, By(first)), Admins.SetRoles(first, [], null, By(second)));
        Assert.Single(results, r => r.IsOk);
        Assert.Equal("last-admin", Assert.Single(results, r => !r.IsOk).Error!.Code);
    }

    [Fact]
    public async Task The_last_admin_cannot_be_disabled_either()
    {
        var (first, second) = await TwoAdminsAsync();
        Assert.True((await Admins.Disable(second, "gone", By(first))).IsOk);
        Assert.Equal("last-admin", (await Admins.Disable(first, null, By(second))).Error!.Code);
        Assert.True((await Admins.Enable(second, By(first))).IsOk);
        Assert.True((await Admins.Disable(first, null, By(second))).IsOk);
    }

    [Fact]
    public async Task An_admin_cannot_shut_himself_out()
    {
        var (first, _) = await TwoAdminsAsync();
        Assert.Equal("self-lockout", (await Admins.SetRoles(first, ["shop:manager"], null, By(first))).Error!.Code);
        Assert.Equal("self-lockout", (await Admins.Disable(first, null, By(first))).Error!.Code);
    }

    [Fact]
    public async Task Roles_are_set_on_the_version_that_was_read()
    {
        var (admin, _) = await TwoAdminsAsync();
        var user = await cluster.RegisterAsync();
        var changed = (await Admins.SetRoles(user, ["shop:manager"], 1, By(admin))).Require();
        Assert.Equal(["shop:manager"], changed.Roles);
        Assert.Equal("stale", (await Admins.SetRoles(user, [], 1, By(admin))).Error!.Code);
        Assert.Equal("user-not-found", (await Admins.SetRoles(new UserId(Guid.NewGuid()), [], null, By(admin))).Error!.Code);
    }

    [Fact]
    public async Task A_grant_that_was_interrupted_is_completed_by_the_reminder()
    {
        var (admin, _) = await TwoAdminsAsync();
        var user = await cluster.RegisterAsync();
        await cluster.DeliveredAsync(user);
        cluster.FailWrites(AccountState.Name, AccountKey.Of(user));
        await Assert.ThrowsAnyAsync<Exception>(() => Admins.SetRoles(user, ["admin"], null, By(admin)));
        await cluster.FireReminder(Admins, cluster.Time.Now.AddMinutes(1));
        Assert.Equal(["admin"], (await cluster.Account<IAccountGrain>(user).Me()).Require().Roles);
        Assert.True((await Admins.Disable(admin, null, By(user))).IsOk);
    }

    private static ActedBy By(UserId user) => new(user, Origin);

    private async Task<(UserId First, UserId Second)> TwoAdminsAsync()
    {
        var first = (await Admins.Setup((await Admins.EnsureSetup())!, NewAccount())).Require();
        var second = await cluster.RegisterAsync();
        (await Admins.SetRoles(second, ["admin"], null, By(first))).Require();
        return (first, second);
    }
}

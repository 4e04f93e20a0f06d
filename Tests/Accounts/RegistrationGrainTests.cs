using OrleansBackends.Grains.Accounts;
using OrleansBackends.Grains.Interfaces.Accounts;
using static OrleansBackends.Tests.Accounts.AccountTestData;

namespace OrleansBackends.Tests.Accounts;

[Collection<ClusterCollection>]
public class RegistrationGrainTests(ClusterFixture cluster)
{
    [Fact]
    public async Task A_registered_account_survives_deactivation()
    {
        var account = NewAccount();
        var grain = cluster.Account<IAccountGrain>(account.Id);
        Assert.True((await grain.Register(account)).IsOk);
        await cluster.DeactivateAsync(grain);
        var me = (await grain.Me()).Require();
        Assert.Equal((account.Email, account.Username, false, 1), (me.Email, me.Username, me.EmailVerified, me.Version));
        Assert.Equal(account.Id, (await cluster.Address(account.Email).Holder()).User);
    }

    [Fact]
    public async Task Registering_twice_with_one_id_makes_one_account()
    {
        var account = NewAccount();
        var grain = cluster.Account<IAccountGrain>(account.Id);
        Assert.True((await grain.Register(account)).IsOk);
        Assert.True((await grain.Register(account)).IsOk);
        Assert.Equal(1, (await grain.Me()).Require().Version);
    }

    [Fact]
    public async Task Of_many_who_want_one_user_name_one_gets_it()
    {
        var name = $"race{Guid.NewGuid():N}"[..20];
        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
        {
            var account = NewAccount(i % 2 == 0 ? name : name.ToUpperInvariant());
            return (account.Id, Result: await cluster.Account<IAccountGrain>(account.Id).Register(account));
        }));
        var winner = Assert.Single(results, r => r.Result.IsOk);
        Assert.All(results.Where(r => !r.Result.IsOk), r => Assert.Equal("username-taken", r.Result.Error!.Code));
        Assert.Equal(winner.Id, (await cluster.Username(name).Holder()).User);
    }

    [Fact]
    public async Task A_registration_that_lost_its_address_takes_the_name_like_one_that_waits_to_be_verified()
    {
        var taken = NewAccount();
        await cluster.Account<IAccountGrain>(taken.Id).Register(taken);
        var loser = NewAccount() with { Email = taken.Email };
        var refused = await cluster.Account<IAccountGrain>(loser.Id).Register(loser);
        Assert.Equal("address-taken", refused.Error!.Code);
        Assert.Equal(new NameHolder(null, Free: false), await cluster.Username(loser.Username).Holder());
        Assert.Equal("user-not-found", (await cluster.Account<IAccountGrain>(loser.Id).Me()).Error!.Code);
    }

    [Fact]
    public async Task A_registration_that_dies_after_reserving_is_resumed()
    {
        var account = NewAccount();
        var grain = cluster.Account<IAccountGrain>(account.Id);
        cluster.FailWrites(AccountNameState.Name, AccountNameKey.Email(AddressKey.Of(account.Email)!));
        await Assert.ThrowsAnyAsync<Exception>(() => grain.Register(account));
        Assert.Equal("user-not-found", (await grain.Me()).Error!.Code);
        Assert.Equal(account.Id, (await cluster.Username(account.Username).Holder()).User);

        await cluster.FireReminder(grain, cluster.Time.Now + RegistrationRules.ResumeAfter);
        Assert.Equal(account.Username, (await grain.Me()).Require().Username);
        Assert.Equal(account.Id, (await cluster.Address(account.Email).Holder()).User);
    }

    [Fact]
    public async Task A_reservation_that_nobody_confirms_lapses()
    {
        var name = cluster.Username($"lapse{Guid.NewGuid():N}"[..20]);
        var (first, second) = (new UserId(Guid.NewGuid()), new UserId(Guid.NewGuid()));
        var until = cluster.Time.Now.AddMinutes(15);
        Assert.True((await name.Reserve(first, until)).IsOk);
        Assert.Equal("taken", (await name.Reserve(second, until)).Error!.Code);
        cluster.Time.Advance(TimeSpan.FromMinutes(15));
        Assert.True((await name.Reserve(second, cluster.Time.Now.AddMinutes(15))).IsOk);
        Assert.Equal("taken", (await name.Confirm(first)).Error!.Code);
        Assert.True((await name.Confirm(second)).IsOk);
    }

    [Fact]
    public async Task Registering_an_unverified_address_again_replaces_name_and_password()
    {
        var first = NewAccount(verifyFirst: true);
        var grain = cluster.Account<IAccountGrain>(first.Id);
        await grain.Register(first);
        var second = NewAccount(verifyFirst: true) with { Email = first.Email, Password = new("another") };
        Assert.True((await grain.Register(second)).IsOk);
        var me = (await grain.Me()).Require();
        Assert.Equal((first.Id, second.Username), (me.Id, me.Username));
        Assert.Equal(first.Id, (await cluster.Username(second.Username).Holder()).User);
        Assert.NotEqual(first.Id, (await cluster.Username(first.Username).Holder()).User);
    }

    [Fact]
    public async Task An_address_that_waited_to_be_verified_is_usable_at_once_where_nothing_is_verified_any_more()
    {
        var first = NewAccount(verifyFirst: true);
        var grain = cluster.Account<IAccountGrain>(first.Id);
        (await grain.Register(first)).Require();
        (await grain.Register(NewAccount() with { Email = first.Email, Password = new("another") })).Require();
        await cluster.DeactivateAsync(grain);
        Assert.Equal("another", (await cluster.Account<IAccountSessionsGrain>(first.Id).Password())?.Hash);
        Assert.False((await cluster.SignInAsync(first.Id)).Account.EmailVerified);
    }

    [Fact]
    public async Task An_unverified_account_cannot_sign_in()
    {
        var account = NewAccount(verifyFirst: true);
        await cluster.Account<IAccountGrain>(account.Id).Register(account);
        var sessions = cluster.Account<IAccountSessionsGrain>(account.Id);
        Assert.Null(await sessions.Password());
        Assert.Equal("invalid-credentials", (await sessions.SignIn(new NewSession(SessionKind.Token, true, ["pwd"], Origin))).Error!.Code);
    }

    [Fact]
    public async Task A_taken_address_judges_the_user_name_only()
    {
        var user = NewAccount();
        var grain = cluster.Account<IAccountGrain>(user.Id);
        await grain.Register(user);
        Assert.True((await grain.Register(NewAccount() with { Email = user.Email })).IsOk);
        Assert.Equal("username-taken", (await grain.Register(NewAccount(user.Username) with { Email = user.Email })).Error!.Code);
        Assert.Equal(user.Username, (await grain.Me()).Require().Username);
    }

    [Fact]
    public async Task A_new_user_name_is_claimed_and_the_old_one_closed_to_others()
    {
        var user = NewAccount();
        var grain = cluster.Account<IAccountGrain>(user.Id);
        await grain.Register(user);
        var name = $"new{Guid.NewGuid():N}"[..20];
        var me = (await grain.Edit(new ProfileChange { Username = name }, version: 1, Origin)).Require();
        Assert.Equal((name, 2), (me.Username, me.Version));
        Assert.Equal(user.Id, (await cluster.Username(name).Holder()).User);
        Assert.Equal(new NameHolder(null, Free: false), await cluster.Username(user.Username).Holder());

        Assert.Equal("stale", (await grain.Edit(new ProfileChange { Bio = "x" }, version: 1, Origin)).Error!.Code);
        Assert.True((await grain.Edit(new ProfileChange { Username = user.Username }, null, Origin)).IsOk);
        Assert.Equal("username-changed-recently", (await grain.Edit(new ProfileChange { Username = name }, null, Origin)).Error!.Code);
    }
}

using OrleansBackends.Grains.Accounts;
using OrleansBackends.Grains.Interfaces.Accounts;
using static OrleansBackends.Tests.Accounts.AccountTestData;

namespace OrleansBackends.Tests.Accounts;

/// <summary>What a stranger sees who registers an address that has an account: the same as with a free one.</summary>
[Collection<ClusterCollection>]
public class PhantomNameTests(ClusterFixture cluster)
{
    private static readonly NameHolder Free = new(null, Free: true);
    private static readonly NameHolder Closed = new(null, Free: false);

    [Fact]
    public async Task The_name_is_taken_for_as_long_as_an_unverified_account_would_hold_it()
    {
        var owner = await OwnerAsync();
        var wanted = Name();
        Assert.True((await RegisterAsync(owner, wanted)).IsOk);
        Assert.Equal(Closed, await cluster.Username(wanted).Holder());
        var other = NewAccount(wanted);
        Assert.Equal("username-taken", (await cluster.Account<IAccountGrain>(other.Id).Register(other)).Error!.Code);
        cluster.Time.Advance(RegistrationRules.UnverifiedLife);
        Assert.Equal(Free, await cluster.Username(wanted).Holder());
    }

    [Fact]
    public async Task Whoever_registers_the_address_again_frees_the_name_he_wanted_before()
    {
        var owner = await OwnerAsync();
        var (first, second) = (Name(), Name());
        Assert.True((await RegisterAsync(owner, first)).IsOk);
        Assert.True((await RegisterAsync(owner, first)).IsOk);
        await cluster.DeactivateAsync(cluster.Account<IAccountGrain>(owner.Id));
        Assert.True((await RegisterAsync(owner, second)).IsOk);
        Assert.Equal((Free, Closed), (await cluster.Username(first).Holder(), await cluster.Username(second).Holder()));

        var unverified = NewAccount(verifyFirst: true);
        await cluster.Account<IAccountGrain>(unverified.Id).Register(unverified);
        Assert.True((await RegisterAsync(unverified, first)).IsOk);
        Assert.Equal(Free, await cluster.Username(unverified.Username).Holder());
    }

    [Fact]
    public async Task So_does_whoever_registers_an_address_again_that_is_closed_to_all()
    {
        var (owner, standIn) = (await OwnerAsync(), new UserId(Guid.NewGuid()));
        var address = cluster.Address(owner.Email);
        await address.Close(owner.Id, cluster.Time.Now.AddDays(7));
        var (first, second) = (Name(), Name());
        foreach (var wanted in (string[])[first, first, second])
        {
            var refused = await cluster.Account<IAccountGrain>(standIn).Register(NewAccount(wanted) with { Id = standIn, Email = owner.Email });
            Assert.Equal("address-taken", refused.Error!.Code);
            await cluster.DeactivateAsync(address);
        }

        Assert.Equal((Free, Closed), (await cluster.Username(first).Holder(), await cluster.Username(second).Holder()));
        Assert.Equal(Closed, await address.Holder());
    }

    [Fact]
    public async Task Two_addresses_do_not_want_one_name_and_none_wants_the_owners()
    {
        var (one, other) = (await OwnerAsync(), await OwnerAsync());
        var wanted = Name();
        Assert.True((await RegisterAsync(one, wanted)).IsOk);
        Assert.Equal("username-taken", (await RegisterAsync(other, wanted)).Error!.Code);
        Assert.Equal("username-taken", (await RegisterAsync(one, one.Username)).Error!.Code);
    }

    [Fact]
    public async Task The_owner_of_the_address_may_take_the_name_and_keeps_it()
    {
        var owner = await OwnerAsync();
        var (wanted, later) = (Name(), Name());
        Assert.True((await RegisterAsync(owner, wanted)).IsOk);
        var account = cluster.Account<IAccountGrain>(owner.Id);
        Assert.Equal(wanted, (await account.Edit(new ProfileChange { Username = wanted }, null, Origin)).Require().Username);
        Assert.True((await RegisterAsync(owner, later)).IsOk);
        cluster.Time.Advance(RegistrationRules.UnverifiedLife);
        Assert.Equal(owner.Id, (await cluster.Username(wanted).Holder()).User);
    }

    [Fact]
    public async Task An_unverified_account_that_is_given_up_frees_its_name_at_once()
    {
        var account = NewAccount(verifyFirst: true);
        var grain = cluster.Account<IAccountGrain>(account.Id);
        (await grain.Register(account)).Require();
        await cluster.DeliveredAsync(account.Id);
        await cluster.FireReminder(grain, cluster.Time.Now + RegistrationRules.UnverifiedLife);
        Assert.Equal((Free, Free), (await cluster.Username(account.Username).Holder(), await cluster.Address(account.Email).Holder()));
    }

    private static string Name() => $"w{Guid.NewGuid():N}"[..20];

    private async Task<NewAccount> OwnerAsync()
    {
        var account = NewAccount();
        (await cluster.Account<IAccountGrain>(account.Id).Register(account)).Require();
        return account;
    }

    private Task<Result<Done>> RegisterAsync(NewAccount owner, string username) =>
        cluster.Account<IAccountGrain>(owner.Id).Register(NewAccount(username, verifyFirst: true) with { Email = owner.Email });
}

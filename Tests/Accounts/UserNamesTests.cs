using Microsoft.Extensions.DependencyInjection;
using OrleansBackends.Grains.Interfaces.Accounts;
using OrleansBackends.WebFrontend.Common;

namespace OrleansBackends.Tests.Accounts;

[Collection<ClusterCollection>]
public sealed class UserNamesTests(AppFixture app, ClusterFixture cluster)
{
    private IUserNames Names => app.Services.GetRequiredService<IUserNames>();

    [Fact]
    public async Task Ids_and_names_lead_to_profiles_and_unknown_ones_to_nobody()
    {
        var user = await app.CreateUserAsync();
        var unknown = new UserId(Guid.NewGuid());
        var byId = await Names.FindAsync([user.Id, unknown, user.Id]);
        Assert.Equal(user.Username, byId[user.Id]!.Username);
        Assert.Equal((null, "deleted user"), (byId[unknown], byId[unknown].Shown()));
        var byName = await Names.FindNamedAsync([user.Username.ToUpperInvariant(), "no-such-name"]);
        Assert.Equal(user.Id, byName[user.Username.ToUpperInvariant()]!.Id);
        Assert.Null(byName["no-such-name"]);
    }

    [Fact]
    public async Task The_beginning_of_a_name_finds_whoever_can_sign_in_in_the_order_of_names()
    {
        var users = new[] { await app.CreateUserAsync(), await app.CreateUserAsync() };
        var beginning = users[0].Username[..12].ToUpperInvariant();
        Assert.Equal([users[0].Username], (await Names.FindBeginningAsync(beginning, 5)).Select(found => found.Username));
        Assert.Empty(await Names.FindBeginningAsync("u~", 5));
        Assert.Empty(await Names.FindBeginningAsync("u%", 5));
        var some = (await Names.FindBeginningAsync("u", 2)).Select(found => found.Username).ToList();
        Assert.Equal(some.Order(StringComparer.Ordinal).Take(2), some);
    }

    [Fact]
    public async Task A_changed_profile_is_dropped_before_its_time()
    {
        await using var frontend = await FrontendUnderTest.StartAsync(cluster);
        var user = await cluster.RegisterAsync();
        Assert.NotEqual("Ada", (await frontend.Names.FindAsync([user]))[user].Shown());
        var change = new ProfileChange { DisplayName = "Ada" };
        (await cluster.Account<IAccountGrain>(user).Edit(change, null, AccountTestData.Origin)).Require();
        await cluster.Time.Until(
            async () => (await frontend.Names.FindAsync([user]))[user].Shown() == "Ada", TimeSpan.FromSeconds(1), "the new name is shown");
    }

    [Fact]
    public async Task More_than_a_hundred_are_refused() =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Names.FindAsync(Enumerable.Range(0, 101).Select(_ => new UserId(Guid.NewGuid()))));
}

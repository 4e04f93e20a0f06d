using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using OrleansBackends.WebFrontend.Common;

namespace OrleansBackends.Tests.Accounts;

public sealed class UserNamesTests(AppFixture app)
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
    public async Task A_changed_profile_is_dropped_before_its_time()
    {
        var user = await app.CreateUserAsync();
        Assert.Equal(user.Username, (await Names.FindAsync([user.Id]))[user.Id].Shown());
        var since = TimeProvider.System.GetTimestamp();
        await user.Client.PatchAsJsonAsync("/api/accounts/me", new { displayName = "Ada" }).IsAsync(200);
        while ((await Names.FindAsync([user.Id]))[user.Id].Shown() != "Ada")
        {
            Assert.True(TimeProvider.System.GetElapsedTime(since) < TimeSpan.FromSeconds(3), "the old name is still shown");
        }
    }

    [Fact]
    public async Task More_than_a_hundred_are_refused() =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Names.FindAsync(Enumerable.Range(0, 101).Select(_ => new UserId(Guid.NewGuid()))));
}

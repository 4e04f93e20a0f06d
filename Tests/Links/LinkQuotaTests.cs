using Microsoft.Extensions.Options;
using OrleansBackends.Grains.Links;

namespace OrleansBackends.Tests.Links;

[Collection<ClusterCollection>]
public sealed class LinkQuotaTests(ClusterFixture cluster)
{
    private readonly UserId owner = NewLinks.Somebody();

    [Fact]
    public async Task An_owner_has_room_until_the_links_are_as_many_as_allowed_and_again_when_some_are_deleted()
    {
        var made = await cluster.Grains.MakeLink(NewLinks.To("https://example.com/", owner));
        await cluster.Grains.MakeLink(NewLinks.To("https://example.com/", NewLinks.Somebody()));
        var quota = new LinkQuota(cluster.Grains, Options.Create(new LinksOptions { MaxPerOwner = 2 }), cluster.Time.Provider);
        Assert.True(await quota.TryTake(owner));
        Assert.False(await quota.TryTake(owner));

        await cluster.Grains.Link(made.Code).Delete(owner);
        Assert.False(await quota.TryTake(owner));
        cluster.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(await quota.TryTake(owner));
    }
}

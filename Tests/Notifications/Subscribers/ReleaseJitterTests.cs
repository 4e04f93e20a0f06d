using Microsoft.Extensions.DependencyInjection;
using OrleansBackends.Grains.Notifications.Subscribers;

namespace OrleansBackends.Tests.Notifications.Subscribers;

[Collection<ClusterCollection>]
public sealed class ReleaseJitterTests(ClusterFixture cluster)
{
    [Fact]
    public void Messages_leave_up_to_five_minutes_after_quiet_hours_and_not_all_at_once()
    {
        var services = cluster.Services.GetRequiredService<SubscriberServices>();
        var drawn = Enumerable.Range(0, 10_000).Select(_ => services.Begin(new SubscriberState(), NotifyData.Settings()).Jitter.TotalSeconds).ToList();
        Assert.Equal((0, 300), (drawn.Min(), drawn.Max()));
        Assert.InRange(drawn.Distinct().Count(), 280, 301);
    }
}

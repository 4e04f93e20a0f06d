using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Notifications.Triggers;

namespace OrleansBackends.Tests.Notifications.Triggers;

public sealed class FanOutPlacesTests : IDisposable
{
    private readonly FanOutPlaces places = new();
    private readonly TaskCompletionSource<bool> end = new();
    private int begun;

    public void Dispose() => places.Dispose();

    [Fact]
    public async Task A_campaign_fills_its_own_places_alone()
    {
        var campaign = Enumerable.Range(0, 100).Select(_ => Tell(Lane.Bulk)).ToList();
        Assert.Equal(FanOutPlaces.AtOnceInBulk, begun);
        var (other, code) = (Tell(Lane.Transactional), Tell(Lane.Otp));
        Assert.Equal(FanOutPlaces.AtOnceInBulk + 2, begun);
        end.SetResult(true);
        await TestTime.Soon(Task.WhenAll([other, code, .. campaign]), "everybody told");
        Assert.Equal(102, begun);
    }

    [Fact]
    public async Task A_fault_gives_its_place_back()
    {
        for (var i = 0; i <= FanOutPlaces.AtOnceInBulk; i++)
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => places.Use<bool>(Lane.Bulk, () => throw new InvalidOperationException()).WaitAsync(TestTime.Deadline));
        }
    }

    private Task<bool> Tell(Lane lane) => places.Use(lane, () =>
    {
        Interlocked.Increment(ref begun);
        return end.Task;
    });
}

using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Silo.Notifications.Channels.Email;

namespace OrleansBackends.Tests.Notifications.Channels.Email;

public sealed class LanePlacesTests
{
    private readonly LanePlaces places = new(4);

    [Fact]
    public void A_campaign_leaves_the_last_place_to_others()
    {
        var bulk = Enumerable.Range(0, 5).Select(_ => Enter(Lane.Bulk)).ToList();
        Assert.Equal([true, true, true, false, false], bulk.Select(task => task.IsCompleted));
        Assert.True(Enter(Lane.Otp).IsCompleted);
    }

    [Fact]
    public async Task Codes_pass_everybody_who_waits_and_the_others_keep_their_order()
    {
        Fill(Lane.Transactional, 4);
        var (first, second, code) = (Enter(Lane.Bulk), Enter(Lane.Transactional), Enter(Lane.Otp));
        places.Leave(Lane.Transactional);
        await TestTime.Soon(code, "the code's place");
        Assert.False(first.IsCompleted || second.IsCompleted);
        places.Leave(Lane.Transactional);
        await TestTime.Soon(first, "the place of who came first");
        Assert.False(second.IsCompleted);
        places.Leave(Lane.Transactional);
        await TestTime.Soon(second, "the place of who came next");
    }

    [Fact]
    public async Task Who_gives_up_waiting_takes_no_place()
    {
        Fill(Lane.Transactional, 4);
        using var patience = new CancellationTokenSource();
        var impatient = places.Enter(Lane.Transactional, patience.Token);
        var next = Enter(Lane.Transactional);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        places.Leave(Lane.Transactional);
        await TestTime.Soon(next, "the place of the next one");
        for (var i = 0; i < 4; i++)
        {
            places.Leave(Lane.Transactional);
        }

        Assert.True(places.AllFree);
    }

    private Task Enter(Lane lane) => places.Enter(lane, CancellationToken.None);

    private void Fill(Lane lane, int count) => Assert.All(Enumerable.Range(0, count).Select(_ => Enter(lane)), task => Assert.True(task.IsCompleted));
}

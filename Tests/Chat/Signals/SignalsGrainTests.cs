using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Tests.Chat.Signals;

[Collection<ClusterCollection>]
public sealed class SignalsGrainTests(ClusterFixture cluster)
{
    private readonly UserId ann = NewRooms.Somebody();

    private ISignalsGrain Place => cluster.Grains.GetGrain<ISignalsGrain>(ChatKey.Signals(ann));

    private IChatUserGrain Ann => cluster.Grains.GetGrain<IChatUserGrain>(ChatKey.User(ann));

    [Fact]
    public async Task Who_is_leased_is_here_until_nothing_more_is_said()
    {
        Assert.Equal(PresenceState.Offline, await State());
        await cluster.Lease("f1", ann, PresenceState.Online);
        await cluster.Time.Until(async () => await State() == PresenceState.Offline, TimeSpan.FromMinutes(1), "the lease ends");
    }

    [Fact]
    public async Task What_was_chosen_and_whom_one_blocks_is_known_also_to_a_place_that_began_anew()
    {
        var bob = NewRooms.Somebody();
        await Ann.ChoosePresence(new ChosenPresence(PresenceChoice.Dnd, null));
        (await Ann.Block(bob)).Require();
        await cluster.DeactivateAsync(Place);
        await cluster.Lease("f1", ann, PresenceState.Dnd, said: PresenceState.Online);
        Assert.Equal([bob], (await Place.Ask([ann])).People[0].Blocked);
        Assert.False((await Place.Ask([ann])).Settled);
        cluster.Time.Advance(TimeSpan.FromSeconds(20));
        Assert.True((await Place.Ask([ann])).Settled);
    }

    [Fact]
    public async Task A_choice_takes_effect_at_once()
    {
        await cluster.Lease("f1", ann, PresenceState.Online);
        await Ann.ChoosePresence(new ChosenPresence(PresenceChoice.Invisible, cluster.Time.Now.AddSeconds(30)));
        await Is(PresenceState.Offline);
        await Ann.ChoosePresence(ChosenPresence.Auto);
        await Is(PresenceState.Online);
    }

    [Fact]
    public async Task When_somebody_was_last_seen_is_kept_but_not_of_who_is_invisible()
    {
        await Ann.Seen();
        await cluster.DeactivateAsync(Ann);
        var seen = (await Place.Ask([ann])).People[0].LastSeenAt;
        Assert.Equal(cluster.Time.Now.AddTicks(-(cluster.Time.Now.Ticks % TimeSpan.TicksPerMinute)), seen);
        await Ann.ChoosePresence(new ChosenPresence(PresenceChoice.Invisible, null));
        cluster.Time.Advance(TimeSpan.FromMinutes(5));
        await Ann.Seen();
        await cluster.DeactivateAsync(Ann);
        Assert.Equal(seen, (await Place.Ask([ann])).People[0].LastSeenAt);
    }

    private async Task<PresenceState> State() => (await Place.Ask([ann])).People[0].State;

    private Task Is(PresenceState state) => TestTime.Eventually(async () => await State() == state, $"{ann} is {state}");
}

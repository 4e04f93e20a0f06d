using Microsoft.Extensions.Time.Testing;
using OrleansBackends.Grains.Interfaces.Chat;
using OrleansBackends.WebFrontend.Chat.Signals;
using OrleansBackends.WebFrontend.Common;
using Connection = OrleansBackends.WebFrontend.Chat.Live.ChatConnection;

namespace OrleansBackends.Tests.Chat.Signals;

/// <summary>What a frontend says of those who are connected to it.</summary>
public sealed class AttendanceTests : IDisposable
{
    private static readonly UserId Ann = NewRooms.Somebody();

    private readonly FakeTimeProvider time = new();
    private readonly SignalQueue queue = new();
    private readonly Attendance attendance;

    public AttendanceTests() => attendance = new Attendance(queue);

    public void Dispose() => queue.Dispose();

    [Fact]
    public void Who_sits_before_no_connection_is_away_after_ten_minutes_and_back_at_once()
    {
        var one = Enter(Ann);
        attendance.SetIdle(one, true);
        Assert.Equal(PresenceState.Online, Said());
        time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        attendance.SetIdle(one, true); // Said again: the ten minutes go on.
        Assert.Equal(PresenceState.Online, Said());
        time.Advance(TimeSpan.FromSeconds(1));
        attendance.Renew();
        Assert.Equal(PresenceState.Away, Said());
        attendance.SetIdle(one, false);
        Assert.Equal(PresenceState.Online, Said());
    }

    [Fact]
    public void The_connection_that_somebody_sits_before_decides()
    {
        var (one, other) = (Enter(Ann), Enter(Ann));
        attendance.SetIdle(one, true);
        time.Advance(Attendance.AwayAfter);
        attendance.Renew();
        Assert.Equal(PresenceState.Online, Said());
        Assert.False(attendance.Leave(other));
        Assert.Equal(PresenceState.Away, Said());
        Assert.True(attendance.Leave(one));
        Assert.Equal(PresenceState.Offline, Said());
    }

    [Fact]
    public void Only_those_of_a_place_that_forgot_are_said_again()
    {
        var elsewhere = Enumerable.Range(0, 1_000).Select(_ => NewRooms.Somebody()).First(user => ChatKey.Signals(user) != ChatKey.Signals(Ann));
        Enter(Ann);
        Enter(elsewhere);
        queue.Take("f1");
        attendance.Renew(ChatKey.Signals(Ann));
        Assert.Equal([Ann], queue.Take("f1").SelectMany(of => of.Batch.Leases).Select(lease => lease.User));
    }

    private Connection Enter(UserId user)
    {
        var connection = new Connection(new CurrentUser(user, new HashSet<string>()), null!, time);
        Assert.True(attendance.Enter(connection));
        return connection;
    }

    /// <summary>The last that was said of Ann.</summary>
    private PresenceState Said() => Assert.Single(Assert.Single(queue.Take("f1")).Batch.Leases).State;
}

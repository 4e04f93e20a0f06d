using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Logging.Abstractions;
using OrleansBackends.Grains.Interfaces.Chat;
using OrleansBackends.WebFrontend.Chat;
using OrleansBackends.WebFrontend.Chat.Signals;
using OrleansBackends.WebFrontend.Common;
using Connection = OrleansBackends.WebFrontend.Chat.Live.ChatConnection;

namespace OrleansBackends.Tests.Chat.Signals;

/// <summary>A frontend whose place of signals has forgotten everything.</summary>
[Collection<ClusterCollection>]
public sealed class SignalRelayTests : IDisposable
{
    private readonly ClusterFixture cluster;
    private readonly LiveSignal signal = new();
    private readonly LiveConnector live;
    private readonly SignalQueue queue = new();
    private readonly Attendance attendance;
    private readonly SignalRelay relay;
    private readonly Channel<(string Name, string Data)> told = Channel.CreateUnbounded<(string, string)>();
    private readonly UserId ann = NewRooms.Somebody();
    private readonly UserId bob = NewRooms.Somebody();

    public SignalRelayTests(ClusterFixture cluster)
    {
        this.cluster = cluster;
        live = new LiveConnector(cluster.Grains, signal, NullLogger<LiveConnector>.Instance);
        attendance = new Attendance(queue);
        relay = new SignalRelay(new Places(cluster.Grains, live), new PresenceReader(cluster.Grains), attendance, new People(new Nameless()));
    }

    public void Dispose()
    {
        live.Dispose();
        signal.Dispose();
        queue.Dispose();
    }

    [Fact]
    public async Task Who_is_here_is_said_to_it_again_at_once()
    {
        attendance.Enter(Connect(bob));
        queue.Take("f2");
        await relay.Lost(ChatKey.Signals(bob));
        Assert.Equal((bob, PresenceState.Online), queue.Take("f2").SelectMany(of => of.Batch.Leases).Select(lease => (lease.User, lease.State)).Single());
    }

    [Fact]
    public async Task Whom_it_has_not_heard_of_yet_stays_as_they_were_until_everybody_was_heard()
    {
        await cluster.Lease("f1", bob, PresenceState.Online);
        var watcher = Connect(ann);
        await relay.Arrive(watcher);
        Assert.Equal(PresenceState.Online, Assert.Single(await relay.Watch(watcher, [bob])).State);

        await cluster.DeactivateAsync(cluster.Grains.GetGrain<ISignalsGrain>(ChatKey.Signals(bob)));
        await relay.Lost(ChatKey.Signals(bob));
        Assert.False(told.Reader.TryRead(out _));

        cluster.Time.Advance(TimeSpan.FromSeconds(20));
        await relay.Mend();
        var (name, data) = await told.Reader.ReadAsync().AsTask().WaitAsync(TestTime.Deadline);
        Assert.Equal("presence", name);
        Assert.Contains("\"offline\"", data, StringComparison.Ordinal);
    }

    private Connection Connect(UserId user) =>
        new(new CurrentUser(user, new HashSet<string>()), new LiveConnection(Take, () => true, () => { }), TimeProvider.System);

    private ValueTask Take(LiveFrame frame)
    {
        var notice = (LiveNotice)((InvocationMessage)frame.Message.Message!).Arguments[0]!;
        return told.Writer.WriteAsync((notice.Name, notice.Data.GetRawText()));
    }

    private sealed class Nameless : IUserNames
    {
        public Task<IReadOnlyDictionary<UserId, UserProfile?>> FindAsync(IEnumerable<UserId> users) =>
            Task.FromResult<IReadOnlyDictionary<UserId, UserProfile?>>(users.Distinct().ToDictionary(user => user, _ => (UserProfile?)null));

        public Task<IReadOnlyDictionary<string, UserProfile?>> FindNamedAsync(IEnumerable<string> usernames) =>
            Task.FromResult<IReadOnlyDictionary<string, UserProfile?>>(new Dictionary<string, UserProfile?>());

        public Task<IReadOnlyList<UserProfile>> FindBeginningAsync(string beginning, int limit) => Task.FromResult<IReadOnlyList<UserProfile>>([]);
    }
}

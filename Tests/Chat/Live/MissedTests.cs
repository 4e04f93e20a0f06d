using OrleansBackends.Grains.Interfaces.Chat;
using OrleansBackends.WebFrontend.Chat.Live;

namespace OrleansBackends.Tests.Chat.Live;

/// <summary>Who was away long is told to begin anew, before the connection is too full to be kept.</summary>
public sealed class MissedTests(AppFixture app) : IAsyncLifetime
{
    private SignedInUser ann = null!;
    private ChatRoom room = null!;
    private ChatConnection connection = null!;

    private string Topic => $"chat:room:{room.Id}";

    public async ValueTask InitializeAsync()
    {
        ann = await app.CreateUserAsync();
        room = await app.Grains.MakeRoom(ann.Id);
        connection = await ChatConnection.Open(app.Server, ann);
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    [Fact]
    public async Task As_many_as_a_connection_holds_are_handed_over_and_of_more_none()
    {
        await Task.WhenAll(Enumerable.Range(0, RoomWatch.MostMissed).Select(i => room.Say(ann.Id, $"{i}")));
        var last = (await connection.Value("Subscribe", Topic, 2)).Number("lastSeq");
        for (var seq = 3; seq <= last; seq++)
        {
            Assert.Equal($"log-{seq}", (await connection.Next()).Text("position"));
        }

        await room.Say(ann.Id, "one more");
        Assert.Equal($"log-{last + 1}", (await connection.Next()).Text("position"));
        await connection.Value("Subscribe", Topic, 2);
        await Resets(last + 1);
        Assert.True(await connection.Stays());
    }

    [Fact]
    public async Task A_mebibyte_of_large_messages_is_too_much_however_few_they_are()
    {
        var large = new string('€', ChatLimits.Text);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => room.Say(ann.Id, large)));
        await connection.Value("Subscribe", Topic, 2);
        await Resets(52);
        await room.Say(ann.Id, "and goes on");
        Assert.Equal("log-53", (await connection.Next()).Text("position"));
    }

    private async Task Resets(long seq)
    {
        var reset = await connection.Next();
        Assert.Equal((true, $"log-{seq}", 0), (reset.GetProperty("reset").GetBoolean(), reset.Text("position"), reset.GetProperty("events").GetArrayLength()));
    }
}

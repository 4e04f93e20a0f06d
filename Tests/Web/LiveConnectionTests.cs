using System.Text.Json;
using System.Threading.Channels;
using OrleansBackends.WebFrontend.Common;

namespace OrleansBackends.Tests.Web;

public sealed class LiveConnectionTests : IDisposable
{
    private readonly StalledClient client = new();
    private readonly LiveConnection connection;
    private bool mayStay = true;
    private int aborted;

    public LiveConnectionTests() => connection = new LiveConnection(client.Send, () => mayStay, () => aborted++);

    public void Dispose()
    {
        connection.Dispose();
        client.Release();
    }

    [Fact]
    public async Task A_client_that_takes_nothing_is_cut_off_after_a_thousand_events()
    {
        await Fill();
        Assert.Equal(0, aborted);
        connection.Push("topic", Batch(1, "{}"));
        Assert.Equal(1, aborted);
    }

    [Fact]
    public async Task Who_was_cut_off_is_sent_nothing_that_would_follow_a_gap()
    {
        await Fill();
        connection.Push("topic", Batch(1, "{}"));
        client.Release();
        for (var i = 0; i < LiveConnection.MaxWaiting; i++)
        {
            await client.Took();
        }

        connection.Push("topic", Batch(1, "{}"));
        Assert.Equal(2, aborted);
    }

    [Fact]
    public void And_after_a_mebibyte()
    {
        var large = JsonSerializer.Serialize(new string('ü', LiveConnection.MaxBytes / 6), WireJson.Options);
        connection.Push("topic", Batch(2, large));
        Assert.Equal(0, aborted);
        connection.Push("topic", Batch(2, large));
        Assert.Equal(1, aborted);
    }

    [Fact]
    public async Task What_was_taken_makes_room()
    {
        var third = JsonSerializer.Serialize(new string('x', LiveConnection.MaxBytes / 3), WireJson.Options);
        client.Release();
        for (var i = 0; i < 7; i++)
        {
            connection.Push("topic", Batch(1, third));
            await client.Took();
        }

        Assert.Equal(0, aborted);
    }

    [Fact]
    public async Task A_notice_that_finds_no_room_is_lost_and_cuts_nobody_off()
    {
        await Fill();
        connection.TryTell("topic", "typing", JsonSerializer.SerializeToElement(1));
        Assert.Equal(0, aborted);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Who_cannot_be_sent_to_is_cut_off_and_nothing_waits_for_them(bool atOnce)
    {
        var sends = 0;
        using var broken = new LiveConnection(
            _ => ++sends > 0 && atOnce ? throw new IOException("gone") : ValueTask.FromException(new IOException("gone")), () => true, () => aborted++);
        broken.Push("topic", Batch(1, "{}"));
        Assert.Equal((1, 1), (sends, aborted));
        broken.TryTell("topic", "typing", JsonSerializer.SerializeToElement(1));
        broken.Push("topic", Batch(1, "{}"));
        Assert.Equal((1, 2), (sends, aborted));
    }

    [Fact]
    public void Whose_token_has_ended_is_cut_off_although_nothing_is_sent()
    {
        connection.EndIfOver();
        Assert.Equal(0, aborted);
        mayStay = false;
        connection.EndIfOver();
        Assert.Equal(1, aborted);
    }

    /// <summary>One is on its way and a thousand wait.</summary>
    private async Task Fill()
    {
        connection.Push("topic", Batch(1, "{}"));
        await client.Took();
        connection.Push("topic", Batch(LiveConnection.MaxWaiting, "{}"));
    }

    private static LiveBatch Batch(int count, string data) =>
        new("topic", $"e-{count}", [.. Enumerable.Range(1, count).Select(i => new LiveEvent("name", $"e-{i}", $"e-{i - 1}", data))], Reset: false);

    /// <summary>Takes nothing until it is released, then everything.</summary>
    private sealed class StalledClient
    {
        private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Channel<LiveFrame> taken = Channel.CreateUnbounded<LiveFrame>();

        public void Release() => released.TrySetResult();

        public Task Took() => TestTime.Soon(taken.Reader.ReadAsync().AsTask(), "something is taken");

        public async ValueTask Send(LiveFrame frame)
        {
            taken.Writer.TryWrite(frame);
            await released.Task;
        }
    }
}

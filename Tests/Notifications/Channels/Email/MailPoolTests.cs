using OrleansBackends.Silo.Notifications.Channels;

namespace OrleansBackends.Tests.Notifications.Channels.Email;

public sealed class MailPoolTests : IAsyncLifetime
{
    private readonly SmtpDouble server = new();
    private readonly MailHouse house = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        house.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Mails_after_each_other_share_a_connection_up_to_a_hundred()
    {
        for (var i = 0; i < 101; i++)
        {
            Assert.Equal(new SendOutcome.Sent(), await house.Send(server));
        }

        Assert.Equal((101, 2), (server.Mails.Count, server.Connections));
    }

    [Fact]
    public async Task At_most_four_connections_are_open_at_once_and_each_carries_one_mail_at_a_time()
    {
        var gate = new TaskCompletionSource();
        server.Gate = gate.Task;
        var sending = Enumerable.Range(0, 12).Select(_ => house.Send(server)).ToList();
        await TestTime.Eventually(() => Task.FromResult(server.Commands.Count(command => command == "DATA") == 4), "four mails are on their way");
        gate.SetResult();

        Assert.All(await Task.WhenAll(sending), outcome => Assert.Equal(new SendOutcome.Sent(), outcome));
        Assert.Equal((12, 4, 4), (server.Mails.Count, server.Connections, server.MostOpen));
    }

    [Fact]
    public async Task After_a_minute_another_connection_is_opened()
    {
        await house.Send(server);
        house.Clock.Advance(TimeSpan.FromSeconds(59));
        await house.Send(server);
        Assert.Equal(1, server.Connections);
        house.Clock.Advance(TimeSpan.FromSeconds(1));
        await house.Send(server);
        Assert.Equal(2, server.Connections);
    }

    [Fact]
    public async Task After_ten_seconds_of_silence_the_server_is_asked_first()
    {
        await house.Send(server);
        house.Clock.Advance(TimeSpan.FromSeconds(9));
        await house.Send(server);
        Assert.DoesNotContain("NOOP", server.Commands);
        house.Clock.Advance(TimeSpan.FromSeconds(10));
        await house.Send(server);
        Assert.Single(server.Commands, "NOOP");
        Assert.Equal(1, server.Connections);
    }

    [Theory]
    [InlineData(SmtpDouble.Cut)]
    [InlineData("421 4.3.2 closing")]
    [InlineData("500 5.5.1 what?")]
    public async Task A_connection_that_does_not_answer_well_is_replaced(string reply)
    {
        await house.Send(server);
        server.Script = command => command == "NOOP" ? reply : null;
        house.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(new SendOutcome.Sent(), await house.Send(server));
        Assert.Equal((2, 2), (server.Mails.Count, server.Connections));
    }

    [Fact]
    public async Task Whoever_signs_in_as_somebody_else_has_connections_of_its_own()
    {
        var transport = MailHouse.Transport(server.Port);
        await house.Send(MailHouse.Mail(transport));
        await house.Send(MailHouse.Mail(transport with { From = "other@example.org" }));
        Assert.Equal(1, server.Connections);
        await house.Send(MailHouse.Mail(transport with { Host = "localhost" }));
        Assert.Equal(2, server.Connections);
    }

    [Fact]
    public async Task Connections_that_nobody_uses_are_closed()
    {
        await house.Send(server);
        house.Clock.Advance(TimeSpan.FromSeconds(75));
        await TestTime.Eventually(() => Task.FromResult(server.Open == 0), "the connection is closed");
    }
}

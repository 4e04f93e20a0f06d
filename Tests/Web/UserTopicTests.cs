using System.Security.Claims;
using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using OrleansBackends.WebFrontend.Common;

namespace OrleansBackends.Tests.Web;

public sealed class UserTopicTests(ProbeApp app) : IClassFixture<ProbeApp>
{
    private const string Topic = $"{ProbeApp.UserTopic}:me";

    private static readonly TimeSpan Deadline = TestTime.Deadline;

    private readonly UserId user = new(Guid.NewGuid());

    [Fact]
    public async Task The_hub_sends_each_of_my_events_in_order_and_nobody_elses()
    {
        var neighbour = Neighbour(user);
        await using var mine = await Connect(user);
        await using var theirs = await Connect(neighbour);
        var (myEvents, theirEvents) = (Events(mine), Events(theirs));
        var answer = await mine.InvokeAsync<LiveAnswer>("Subscribe", Topic, null);
        await theirs.InvokeAsync<LiveAnswer>("Subscribe", Topic, null);
        for (var i = 1; i <= 20; i++)
        {
            Announce(neighbour, $"theirs-{i}");
            Announce(user, $"mine-{i}");
            app.Grains.Announce(user, "probes:another", "no", new { });
        }

        var before = answer.Position;
        for (var i = 1; i <= 20; i++)
        {
            var next = await myEvents.ReadAsync().AsTask().WaitAsync(Deadline);
            Assert.Equal((Topic, $"mine-{i}", before), (next.Topic, next.Name, next.Before));
            before = next.Position;
            Assert.Equal($"theirs-{i}", (await theirEvents.ReadAsync().AsTask().WaitAsync(Deadline)).Name);
        }
    }

    [Fact]
    public async Task A_newcomer_is_told_which_resource_to_read()
    {
        await using var hub = await Connect(user);
        var answer = await hub.InvokeAsync<LiveAnswer>("Subscribe", Topic, null);
        Assert.True(answer.Reset);
        var reload = Assert.Single(answer.Events);
        Assert.Equal(("reload", "/probe/me"), (reload.Name, reload.Data.GetProperty("resource").GetString()));
    }

    [Fact]
    public async Task An_event_stream_resumes_after_the_last_event_id()
    {
        using var client = app.CreateClient(user);
        string position;
        using (var first = await EventStream.Open(client, $"/api/live/{Topic}", null))
        {
            Assert.Equal("reset", (await first.Next(Deadline)).Name);
            Assert.Equal(("reload", """{"resource":"/probe/me"}"""), NameAndData(await first.Next(Deadline)));
            Announce(user, "seen");
            position = (await first.Next(Deadline)).Id;
        }

        Announce(Neighbour(user), "theirs");
        Announce(user, "missed");
        using var second = await EventStream.Open(client, $"/api/live/{Topic}", position);
        Assert.Equal("missed", (await second.Next(Deadline)).Name);
    }

    [Fact]
    public async Task A_position_of_another_epoch_is_answered_with_the_resource()
    {
        await using var hub = await Connect(user);
        var answer = await hub.InvokeAsync<LiveAnswer>("Subscribe", Topic, "0123456789ab-7");
        Assert.Equal((true, "reload"), (answer.Reset, Assert.Single(answer.Events).Name));
    }

    [Fact]
    public async Task Nobody_but_a_signed_in_caller_has_topics_of_his_own()
    {
        using var anonymous = app.CreateClient();
        await Problem.Read(await anonymous.GetAsync($"/api/live/{Topic}"), 401, "unauthenticated");
        using var client = app.CreateClient(user);
        await Problem.Read(await client.GetAsync($"/api/live/{ProbeApp.UserTopic}:{Neighbour(user)}"), 404, "topic-not-found");
        await Problem.Read(await client.GetAsync($"/api/live/{UserFeedKey.Of(user)}"), 404, "topic-not-found");
        await using var hub = await Connect(null);
        var refusal = await Assert.ThrowsAsync<HubException>(() => hub.InvokeAsync<LiveAnswer>("Subscribe", Topic, null));
        Assert.Contains("unauthenticated", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("probes:read", true)]
    [InlineData("probes:write", false)]
    public async Task A_key_needs_the_scope_to_read(string scope, bool opens)
    {
        var caller = new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", user.ToString()), new Claim("scope", scope)], "test"));
        var opened = await app.Services.GetRequiredService<LiveTopics>().Open(Topic, caller);
        Assert.Equal(opens ? null : "forbidden", opened.Error?.Code);
    }

    private static ChannelReader<LiveMessage> Events(HubConnection hub)
    {
        var events = Channel.CreateUnbounded<LiveMessage>();
        hub.On<LiveMessage>("event", e => events.Writer.TryWrite(e));
        return events.Reader;
    }

    /// <summary>Somebody else on the same shard.</summary>
    private static UserId Neighbour(UserId user)
    {
        var bytes = user.Value.ToByteArray();
        bytes[3] ^= 1;
        var neighbour = new UserId(new Guid(bytes));
        Assert.Equal(UserFeedKey.Of(user), UserFeedKey.Of(neighbour));
        return neighbour;
    }

    private void Announce(UserId to, string name) => app.Grains.Announce(to, ProbeApp.UserTopic, name, new { });

    private async Task<HubConnection> Connect(UserId? caller)
    {
        var hub = new HubConnectionBuilder()
            .WithUrl(new Uri(app.Server, "/hubs/live"), o =>
            {
                o.Headers["X-Forwarded-For"] = TestClients.NextAddress().ToString();
                if (caller is { } who)
                {
                    o.Headers[TestUsers.Header] = $"{who}";
                }
            })
            .AddJsonProtocol(json => RequestJson.Apply(json.PayloadSerializerOptions))
            .Build();
        await hub.StartAsync();
        return hub;
    }

    private static (string Name, string Data) NameAndData(ServerEvent e) => (e.Name, e.Data);
}

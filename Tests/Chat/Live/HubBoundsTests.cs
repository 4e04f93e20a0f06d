using System.Net;
using System.Net.Http.Json;

namespace OrleansBackends.Tests.Chat.Live;

/// <summary>What one connection, and one person, may ask of the hub.</summary>
public sealed class HubBoundsTests(AppFixture app)
{
    private const string Negotiate = "/hubs/chat/negotiate?negotiateVersion=1";

    [Theory]
    [InlineData("https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    [InlineData("http://localhost:8080", HttpStatusCode.OK)]
    [InlineData(null, HttpStatusCode.OK)]
    public async Task Pages_of_other_sites_may_not_connect(string? origin, HttpStatusCode status)
    {
        var ann = await app.CreateUserAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, Negotiate);
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        using var answer = await ann.Client.SendAsync(request);
        Assert.Equal(status, answer.StatusCode);
        if (status == HttpStatusCode.Forbidden)
        {
            await Problem.Read(answer, 403, "origin-not-allowed");
        }
    }

    [Fact]
    public async Task Our_own_pages_are_those_of_the_host_that_is_called()
    {
        var ann = await app.CreateUserAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, Negotiate);
        request.Headers.Add("Origin", app.Server.GetLeftPart(UriPartial.Authority));
        using var answer = await ann.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_text_that_is_too_long_is_refused_and_only_a_frame_that_is_too_long_ends_the_connection()
    {
        var ann = await app.CreateUserAsync();
        var room = (await ann.MakeRoom()).Text("id");
        await using var a = await ChatConnection.Open(app.Server, ann);
        Assert.Equal(("text-invalid", 422), await a.Refused("Send", room, "1", new string('x', 60_000), null));
        await a.Value("Send", room, "2", "still here", null);
        await Assert.ThrowsAnyAsync<Exception>(() => a.Call("Send", room, "3", new string('x', 70_000), null));
        await a.Closed();
    }

    [Fact]
    public async Task Somebody_has_at_most_twenty_connections()
    {
        var ann = await app.CreateUserAsync();
        var open = new List<ChatConnection>();
        try
        {
            for (var i = 0; i < 20; i++)
            {
                open.Add(await ChatConnection.Open(app.Server, ann));
                await open[^1].Value("Idle", false);
            }

            open.Add(await ChatConnection.Open(app.Server, ann));
            await open[^1].Closed();
            await open[0].DisposeAsync();
            await TestTime.Eventually(
                async () =>
                {
                    open.Add(await ChatConnection.Open(app.Server, ann));
                    return await open[^1].Stays();
                },
                "another connection finds room");
        }
        finally
        {
            foreach (var connection in open)
            {
                await connection.DisposeAsync();
            }
        }
    }

    [Fact]
    public async Task A_connection_watches_at_most_two_hundred_topics()
    {
        var ann = await app.CreateUserAsync();
        await using var a = await ChatConnection.Open(app.Server, ann);
        await a.Value("Subscribe", "chat:user:me", null);
        var last = "";
        for (var i = 0; i < 200; i++)
        {
            last = (await app.Grains.MakeRoom(ann.Id)).Id;
            if (i < 199)
            {
                await a.Value("Subscribe", $"chat:room:{last}", null);
            }
        }

        Assert.Equal(("too-many-topics", 409), await a.Refused("Subscribe", $"chat:room:{last}", null));
        await a.Value("Unsubscribe", "chat:user:me");
        await a.Value("Subscribe", $"chat:room:{last}", null);
    }

    [Fact]
    public async Task What_one_connection_sends_without_waiting_keeps_its_order()
    {
        var ann = await app.CreateUserAsync();
        var room = (await ann.MakeRoom()).Text("id");
        await using var a = await ChatConnection.Open(app.Server, ann);
        var sent = await Task.WhenAll(Enumerable.Range(0, 15).Select(i => a.Value("Send", room, $"{i}", $"{i}", null)));
        Assert.Equal(Enumerable.Range(3, 15).Select(i => (long)i), sent.Select(s => s.Number("seq")));
    }

    [Fact]
    public async Task A_connection_ends_with_its_session_although_nothing_is_said()
    {
        var ann = await app.CreateUserAsync();
        await using var a = await ChatConnection.Open(app.Server, ann);
        await a.Value("Idle", false);
        using var out_ = await ann.Client.PostAsJsonAsync("/api/accounts/logout", new { refreshToken = ann.RefreshToken });
        Assert.True(out_.IsSuccessStatusCode);
        await a.Closed();
    }
}

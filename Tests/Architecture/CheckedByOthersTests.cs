using System.Net.Http.Json;
using OrleansBackends.Tests.Accounts;
using OrleansBackends.Tests.Chat;
using OrleansBackends.Tests.Polls.Web;

namespace OrleansBackends.Tests.Architecture;

/// <summary>Stories of three systems under the eyes of somebody who read only the document.</summary>
public sealed class CheckedByOthersTests(AppFixture app, CheckingProxy proxy) : IClassFixture<CheckingProxy>, IAsyncLifetime
{
    private static readonly string[] Scopes = ["links:read"];

    public async ValueTask InitializeAsync() => await proxy.StartAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Accounts_keeps_to_the_document()
    {
        var user = await app.CreateUserAsync();
        var (stranger, client) = (proxy.Between(app.CreateClient()), proxy.Between(user.Client));
        var name = $"n{Guid.NewGuid():N}"[..20];
        await stranger.PostJsonAsync("/register", new { email = $"{name}@example.com", username = name, password = user.Password }).IsAsync(202);
        await stranger.PostJsonAsync("/register", new { email = "a@example.com", username = name, password = "short" }).IsRefusedAsync(422, "weak-password");
        await stranger.PostJsonAsync("/login", new { email = user.Email, password = "not this one" }).IsRefusedAsync(401, "invalid-credentials");
        await stranger.PostJsonAsync("/login", new { email = user.Email, password = user.Password }).IsAsync(200);
        await stranger.ReadAsync("/me").IsRefusedAsync(401, "unauthenticated");
        Assert.Equal(user.Username, (await client.ReadAsync("/me").JsonAsync()).GetProperty("username").GetString());
        await client.ReadAsync("/sessions").IsAsync(200);
        await client.ReadAsync("/audit?limit=5").IsAsync(200);
        var key = (await client.PostJsonAsync("/api-keys", new { name = "ci", scopes = Scopes }).JsonAsync(201)).GetProperty("id").GetString();
        await client.RemoveAsync($"/api-keys/{key}").IsAsync(204);
        await client.RemoveAsync($"/api-keys/{key}").IsRefusedAsync(404, "api-key-not-found");
        await client.PostJsonAsync("/logout", null).IsAsync(204);
    }

    [Fact]
    public async Task Chat_keeps_to_the_document()
    {
        var (ann, bob) = (await app.CreateUserAsync(), await app.CreateUserAsync());
        (ann, bob) = (ann with { Client = proxy.Between(ann.Client) }, bob with { Client = proxy.Between(bob.Client) });
        var room = (await ann.MakeRoom()).GetProperty("id").GetString()!;
        await Problem.Read(await bob.Client.GetAsync($"/api/chat/rooms/{room}/messages"), 404, "room-not-found");
        await bob.Join(room);
        var first = await ann.Say(room, $"hello <@{bob.Id}>");
        await bob.Client.PostAsJsonAsync($"/api/chat/rooms/{room}/read", new { seq = first.Number("seq") }).IsAsync(200);
        await bob.Get($"/api/chat/rooms/{room}/messages?limit=10");
        await bob.Get("/api/chat/me/rooms");
        await bob.Get($"/api/chat/presence?users={ann.Id}");
        await Problem.Read(await bob.Client.PostAsJsonAsync($"/api/chat/rooms/{room}/hooks", new { name = "ci" }), 403, "not-allowed");
    }

    [Fact]
    public async Task Polls_keeps_to_the_document()
    {
        var (owner, voter, stranger) = (proxy.Between(app.CreateClient(Polls.NewPolls.Somebody())), proxy.Between(app.NewVoter()), proxy.Between(app.CreateClient()));
        var poll = await owner.OpenPoll();
        await voter.Choose(poll, "o2").IsAsync(201);
        await Problem.Read(await voter.Choose(poll, "o7"), 422, "unknown-option");
        await owner.Close(poll);
        Assert.Equal("o2", (await ChatRequests.Read(await stranger.GetAsync($"/api/polls/{poll}/results"))).GetProperty("winners")[0].GetString());
        await Problem.Read(await voter.Choose(poll, "o1"), 410, "poll-closed");
    }

    [Fact]
    public async Task Calls_that_the_document_does_not_know_do_not_pass()
    {
        var client = proxy.Between(app.CreateClient());
        await client.PostJsonAsync("/login", new { email = "a@example.com", password = "x", colour = "red" }).IsAsync(CheckingProxy.Objects);
        await client.ReadAsync("/no-such-thing").IsAsync(CheckingProxy.Objects);
    }
}

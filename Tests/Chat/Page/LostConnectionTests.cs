namespace OrleansBackends.Tests.Chat.Page;

/// <summary>The network and the server go and come back; nothing is missing and nothing doubled.</summary>
[Collection<ChatPageCollection>]
public sealed class LostConnectionTests(ChatServer server)
{
    [Fact]
    public async Task Who_was_offline_sees_what_was_missed_and_sends_what_was_written_meanwhile()
    {
        await using var ann = await server.OpenAsync();
        await using var bob = await server.OpenAsync();
        await ChatPageTests.TogetherAsync(ann, bob);
        await ann.WriteAsync("Before");
        await bob.SeesMessageAsync("Before");

        await bob.Page.SetOfflineAsync(true);
        await bob.SeesTextAsync("You are offline.");
        await bob.WriteAsync("Written offline");
        await bob.SeesTextAsync("sending…");
        await ann.WriteAsync("Missed one");
        await ann.WriteAsync("Missed two");
        await ann.SeesMessageAsync("Missed two");

        await bob.Page.SetOfflineAsync(false);
        await ann.SeesMessageAsync("Written offline");
        await bob.SeesMessageAsync("Written offline");
        Assert.Equal(["Before", "Missed one", "Missed two", "Written offline"], await bob.MessagesAsync());
        Assert.Equal(["Before", "Missed one", "Missed two", "Written offline"], await ann.MessagesAsync());
        await bob.Sees("document.querySelector('.banner').hidden", "the connection is back");
    }

    [Fact]
    public async Task After_the_server_was_killed_and_started_again_both_go_on()
    {
        await using var ann = await server.OpenAsync();
        await using var bob = await server.OpenAsync();
        await ChatPageTests.TogetherAsync(ann, bob);
        await ann.WriteAsync("Before");
        await bob.SeesMessageAsync("Before");

        server.Kill();
        await ann.SeesTextAsync("The connection is lost.");
        await ann.WriteAsync("Into the dark");
        await ann.WriteAsync("And once more");
        await server.StartAsync();
        await bob.SeesMessageAsync("And once more");
        await bob.WriteAsync("Welcome back");
        await ann.SeesMessageAsync("Welcome back");
        Assert.Equal(["Before", "Into the dark", "And once more", "Welcome back"], await ann.MessagesAsync());
        Assert.Equal(["Before", "Into the dark", "And once more", "Welcome back"], await bob.MessagesAsync());
    }
}

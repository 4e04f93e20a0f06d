using System.Net.Http.Json;

namespace OrleansBackends.Tests.Chat.Page;

/// <summary>Who writes just now, and who is there.</summary>
[Collection<ChatPageCollection>]
public sealed class PresenceTests(ChatServer server)
{
    [Fact]
    public async Task Somebody_who_writes_is_seen_writing_until_the_message_is_there()
    {
        await using var ann = await server.OpenAsync();
        await using var bob = await server.OpenAsync();
        await ChatPageTests.TogetherAsync(ann, bob);
        await bob.Page.EvaluateAsync<bool>("document.querySelector('.room .composer textarea').focus(), true");
        await bob.Page.TypeAsync("I am thinking");
        await ann.Sees($"document.querySelector('.typing').textContent === '{bob.User.Username} is typing…'", "the other is typing");
        await bob.Page.PressAsync("Enter", 13, "\r");
        await ann.SeesMessageAsync("I am thinking");
        await ann.Sees("document.querySelector('.typing').textContent === ''", "nobody is typing");
    }

    [Fact]
    public async Task Somebody_one_talks_with_is_seen_coming_and_going()
    {
        await using var ann = await server.OpenAsync();
        await using (var bob = await server.OpenAsync())
        {
            using var opened = await ann.User.Client.PostAsJsonAsync("/api/chat/direct", new { users = new[] { bob.User.Id } });
            opened.EnsureSuccessStatusCode();
            await ann.Sees("document.querySelector('[data-direct] .state.online') !== null", "the other is online");
        }

        await ann.Sees("document.querySelector('[data-direct] .state.offline') !== null", "the other is gone");
    }
}

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

    [Fact]
    public async Task Whoever_has_read_the_newest_message_is_named_below_it()
    {
        await using var ann = await server.OpenAsync();
        await using var bob = await server.OpenAsync();
        await ChatPageTests.TogetherAsync(ann, bob);
        await ann.WriteAsync("Are you there?");
        await ann.Sees($"document.querySelector('.seen').textContent === 'Seen by {bob.User.Username}'", "it was read");
        await ann.ChooseAtAsync("Are you", "Seen by");
        await ann.SeesTextAsync($"Seen by {bob.User.Username}.");
        await bob.WriteAsync("I am");
        await ann.SeesMessageAsync("I am");
        await ann.Sees("document.querySelector('.seen').textContent === ''", "of others nothing is shown");
        await bob.Sees($"document.querySelector('.seen').textContent === 'Seen by {ann.User.Username}'", "it was read");
    }

    [Fact]
    public async Task What_one_tells_of_oneself_is_seen_by_others()
    {
        await using var ann = await server.OpenAsync();
        await using var bob = await server.OpenAsync();
        await ann.Page.EvaluateAsync<bool>("document.querySelector('[data-self]').click(), true");
        await ann.Sees("document.querySelector('#status').open", "the dialog is open");
        await ann.Page.FillAsync("Emoji", "🍜");
        await ann.Page.FillAsync("What others should know", "At lunch");
        await ann.Page.EvaluateAsync<bool>("document.querySelector('#status-state').value = 'dnd', true");
        await ann.Page.ClickAsync("Save the status");
        await ann.Sees("document.querySelector('[data-own]').textContent === '🍜 At lunch'", "one's own");
        using var opened = await bob.User.Client.PostAsJsonAsync("/api/chat/direct", new { users = new[] { ann.User.Id } });
        await bob.OpenRoomAsync((await ChatRequests.Read(opened)).Text("id"));
        await bob.Sees("document.querySelector('[data-topic]').textContent === 'does not want to be disturbed · 🍜 At lunch'", "the other's");
    }

    [Fact]
    public async Task Who_leaves_the_page_alone_for_a_minute_is_told_of_as_idle_and_with_the_next_key_as_back()
    {
        await using var ann = await server.OpenAsync();
        // The page's own clock: what it wants to be woken for in a minute is woken by the test, and what it sends is kept.
        await ann.Page.BeforeEachPageAsync("""
            (() => {
              window.minutes = [];
              window.sent = '';
              const [later, send] = [window.setTimeout, WebSocket.prototype.send];
              window.setTimeout = (act, wait, ...more) => (wait === 60_000 ? -window.minutes.push(act) : later(act, wait, ...more));
              WebSocket.prototype.send = function (data) { window.sent += data; return send.call(this, data); };
            })()
            """);
        await ann.GoToAsync("/chat");
        await ann.Sees("sent.includes('chat:user:me')", "it is connected");
        await ann.Page.EvaluateAsync<bool>("minutes.at(-1)(), true");
        await ann.Sees("""sent.includes('"target":"Idle"') && sent.includes('[true]')""", "it is idle");
        Assert.DoesNotContain("[false]", await ann.Page.EvaluateAsync<string>("sent"), StringComparison.Ordinal);
        await ann.Page.PressAsync("Shift", 16);
        await ann.Sees("sent.includes('[false]')", "it is used again");
    }
}

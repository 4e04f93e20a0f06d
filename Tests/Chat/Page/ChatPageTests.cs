namespace OrleansBackends.Tests.Chat.Page;

[Collection<ChatPageCollection>]
public sealed class ChatPageTests(ChatServer server)
{
    [Fact]
    public async Task Two_people_talk_edit_react_and_answer_in_a_thread()
    {
        await using var ann = await server.OpenAsync();
        await using var bob = await server.OpenAsync();
        var room = await TogetherAsync(ann, bob);
        await ann.WriteAsync("Hello Bob, see https://example.com/a?b=c.");
        await bob.SeesMessageAsync("Hello Bob, see https://example.com/a?b=c.");
        Assert.Equal(
            "https://example.com/a?b=c noopener noreferrer nofollow",
            await bob.Page.EvaluateAsync<string>("(a => `${a.href} ${a.rel}`)(document.querySelector('.text a'))"));

        await ann.PressAtAsync("Hello Bob", "Edit");
        await ann.Page.TypeAsync("Hello again");
        await ann.Page.PressAsync("Enter", 13, "\r");
        await bob.SeesTextAsync("(edited)");

        await bob.PressAtAsync("Hello", "React with 👍");
        await ann.Sees("document.querySelector('.reaction[aria-pressed=false]')?.textContent.includes('👍 1')", "a reaction");
        await ann.PressAtAsync("Hello", "👍, 1");
        await bob.Sees("document.querySelector('.reaction[aria-pressed=true]')?.textContent.includes('👍 2')", "two have it");

        await bob.PressAtAsync("Hello", "Reply in a thread");
        await bob.WriteAsync("In the thread", "[data-pane=thread]");
        await bob.SeesMessageAsync("In the thread", "[data-pane=thread]");
        await ann.Sees("document.querySelector('.replies')?.textContent === '1 reply'", "the thread is counted");
        Assert.DoesNotContain("In the thread", await ann.MessagesAsync());

        await ann.WriteAsync("A mistake");
        await bob.SeesMessageAsync("A mistake");
        await ann.PressAtAsync("A mistake", "Delete");
        await ann.Page.ClickAsync("Delete");
        await bob.SeesMessageAsync("This message was deleted.");
        Assert.Equal(2, (await ann.User.Get($"/api/chat/rooms/{room}/messages")).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task What_is_unread_is_counted_until_it_is_seen()
    {
        await using var ann = await server.OpenAsync();
        await using var bob = await server.OpenAsync();
        var room = await TogetherAsync(ann, bob);
        await bob.Page.EvaluateAsync<bool>("document.querySelector('[data-back]').click(), true");
        await ann.WriteAsync("One");
        await ann.Page.TypeAsync($"@{bob.User.Username[..15]}");
        await ann.Sees("!document.querySelector('#composer-suggestions').hidden", "a person is suggested");
        await ann.Page.PressAsync("Enter", 13, "\r");
        await ann.WriteAsync("two");
        await bob.Sees($"document.querySelector('.rooms a[href=\"/chat/{room}\"] .badge')?.innerText.startsWith('@2')", "two are unread");
        Assert.StartsWith("(", await bob.Page.TitleAsync(), StringComparison.Ordinal);
        await bob.OpenRoomAsync(room);
        await bob.Sees("document.querySelector('.unread-line') !== null", "where the new ones begin");
        await bob.Sees("document.querySelector('.badge') === null", "nothing is unread");
        await TestTime.Eventually(
            async () => (await bob.User.Get("/api/chat/me/rooms")).GetProperty("items")[0].Number("unread") == 0, "the server knows");
        await bob.SeesMessageAsync($"@{bob.User.Username} two");
    }

    [Fact]
    public async Task A_room_is_made_and_another_person_is_found_and_written_to()
    {
        await using var ann = await server.OpenAsync();
        await using var bob = await server.OpenAsync();
        await ann.Page.ClickAsync("New room");
        await ann.Page.FillAsync("Name", "Tea <i>time</i>");
        await ann.Page.ClickAsync("Make the room");
        await ann.Sees("document.querySelector('.room-head h2').textContent === '# Tea <i>time</i>'", "the room is open");

        await bob.Page.ClickAsync("Browse public rooms");
        await bob.Sees("document.querySelector('#browse li button')?.ariaLabel.startsWith('Join Tea')", "the room is listed");
        await bob.Page.ClickAsync("Join Tea <i>time</i>");
        await bob.Sees("document.querySelector('.room-head h2').textContent === '# Tea <i>time</i>'", "the room is open there too");

        await ann.Page.ClickAsync("New conversation");
        await ann.Page.FillAsync("User name", bob.User.Username[..15]);
        await ann.Sees($"document.querySelector('#new-direct .person')?.textContent.includes('@{bob.User.Username}')", "the person is found");
        await ann.Page.PressAsync("Enter", 13, "\r");
        await ann.Page.ClickAsync("Open");
        await ann.Sees($"document.querySelector('.room-head h2').textContent === '{bob.User.Username}'", "the conversation is open");
        await ann.WriteAsync("For you alone");
        await bob.Sees("document.querySelector('[data-direct] .badge.loud')?.innerText.startsWith('1')", "it came without reloading");
    }

    [Fact]
    public async Task A_long_room_is_read_in_both_directions_and_searched()
    {
        await using var ann = await server.OpenAsync();
        var room = (await ann.User.MakeRoom()).Text("id");
        for (var i = 1; i <= 130; i++)
        {
            await ann.User.Say(room, i == 7 ? "the needle in it" : $"line {i}");
        }

        await ann.OpenRoomAsync(room);
        await ann.SeesMessageAsync("line 130");
        Assert.DoesNotContain("line 1", await ann.MessagesAsync());
        await TestTime.Eventually(
            async () =>
            {
                await ann.Page.EvaluateAsync<bool>("document.querySelector('.room .log').scrollTop = 0, true");
                return (await ann.MessagesAsync()).Contains("line 1");
            },
            "all that is older is there");
        Assert.Equal(130, (await ann.MessagesAsync()).Length);

        await ann.GoToAsync("/chat");
        await ann.Page.ClickAsync("Search messages");
        await ann.Page.FillAsync("Words", "needle");
        await ann.Page.PressAsync("Enter", 13, "\r");
        await ann.Sees("document.querySelector('.found-list mark')?.textContent === 'needle'", "it is found");
        await ann.Page.EvaluateAsync<bool>("document.querySelector('.found-list a').click(), true");
        await ann.Sees("document.querySelector('.message.found .text')?.textContent === 'the needle in it'", "it is shown and marked");
        await ann.Page.ClickAsync("Newest messages ↓");
        await ann.SeesMessageAsync("line 130");
    }

    /// <returns>The id of the room that both have open.</returns>
    internal static async Task<string> TogetherAsync(ChatWindow ann, ChatWindow bob, string name = "Two of us")
    {
        var room = (await ann.User.MakeRoom(new { name })).Text("id");
        await bob.User.Join(room);
        await ann.OpenRoomAsync(room);
        await bob.OpenRoomAsync(room);
        await ann.Sees("document.querySelector('.room .begin') !== null", "the room is loaded");
        await bob.Sees("document.querySelector('.room .begin') !== null", "the room is loaded");
        return room;
    }
}

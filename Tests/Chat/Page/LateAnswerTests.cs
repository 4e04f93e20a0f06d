using OrleansBackends.Tests.Common.Browser;

namespace OrleansBackends.Tests.Chat.Page;

/// <summary>What was asked first and answered last changes nothing of what is shown by then.</summary>
[Collection<ChatPageCollection>]
public sealed class LateAnswerTests(ChatServer server)
{
    [Fact]
    public async Task A_room_made_while_the_list_of_rooms_was_on_its_way_stays_in_it()
    {
        await using var ann = await server.OpenAsync();
        var late = await LateAnswer.HoldAsync(ann.Page, "/me/rooms");
        var first = (await ann.User.MakeRoom()).Text("id");
        await late.HeldAsync();
        await ann.Page.ClickAsync("New room");
        await ann.Page.FillAsync("Name", "Second");
        await ann.Page.ClickAsync("Make the room");
        await ann.Sees("document.querySelector('.room-head h2').textContent === '# Second'", "the second room is open");
        await late.LetGoAsync();
        await ann.Sees($"document.querySelector('.rooms a[href=\"/chat/{first}\"]') !== null", "the first room is in the list");
        Assert.Equal(2, await ann.Page.EvaluateAsync<int>("document.querySelectorAll('[data-rooms] a').length"));
    }

    [Fact]
    public async Task A_room_that_could_not_be_read_does_not_close_the_one_that_was_chosen_since()
    {
        await using var ann = await server.OpenAsync();
        var first = (await ann.User.MakeRoom()).Text("id");
        var second = (await ann.User.MakeRoom()).Text("id");
        await ann.User.Say(second, "Still here");
        var late = await LateAnswer.HoldAsync(ann.Page, $"/rooms/{first}/messages");
        await ann.OpenRoomAsync(first);
        await late.HeldAsync();
        await ann.OpenRoomAsync(second);
        await ann.SeesMessageAsync("Still here");
        await late.LetGoAsync(isLost: true);
        Assert.Equal($"/chat/{second}", await ann.Page.PathAsync());
        Assert.Equal(["Still here"], await ann.MessagesAsync());
    }

    [Fact]
    public async Task What_was_found_for_other_words_is_not_listed()
    {
        await using var ann = await server.OpenAsync();
        var room = (await ann.User.MakeRoom()).Text("id");
        await ann.User.Say(room, "an apple");
        await ann.User.Say(room, "a banana");
        await ann.Page.ClickAsync("Search messages");
        var late = await LateAnswer.HoldAsync(ann.Page, "q=apple");
        await SearchAsync("apple");
        await late.HeldAsync();
        await SearchAsync("banana");
        await ann.Sees("document.querySelector('.found-list mark')?.textContent === 'banana'", "the banana is found");
        await late.LetGoAsync();
        Assert.Equal(["banana"], await ann.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('.found-list mark')].map(e => e.textContent)"));

        async Task SearchAsync(string word)
        {
            await ann.Page.FillAsync("Words", word);
            await ann.Page.PressAsync("Enter", 13, "\r");
        }
    }
}

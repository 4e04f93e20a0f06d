using OrleansBackends.Tests.Common.Browser;

namespace OrleansBackends.Tests.Chat.Page;

/// <summary>Messages that wait in a list of their own.</summary>
[Collection<ChatPageCollection>]
public sealed class KeptMessageTests(ChatServer server)
{
    private const string Found = "[...document.querySelectorAll('[data-pane=kept] li .text')].map(e => e.textContent)";

    [Fact]
    public async Task What_moderators_pin_is_listed_for_everybody_until_it_is_unpinned()
    {
        await using var ann = await server.OpenAsync();
        await using var bob = await server.OpenAsync();
        await ChatPageTests.TogetherAsync(ann, bob);
        await ann.WriteAsync("The rules of this room");
        await bob.SeesMessageAsync("The rules of this room");
        await ann.ChooseAtAsync("The rules", "Pin");
        await ann.SeesTextAsync("The message is pinned.");
        await bob.PressInDetailsAsync("Pinned messages");
        await bob.Sees($"{Found}.join() === 'The rules of this room'", "the pin");
        Assert.False(await bob.Page.EvaluateAsync<bool>("document.querySelector('[data-pane=kept] li button') !== null"));
        await ann.PressInDetailsAsync("Pinned messages");
        await ann.Sees("document.querySelector('[data-pane=kept] li button') !== null", "the pin");
        await ann.Page.ClickAsync("Unpin: The rules of this room");
        await ann.Sees($"{Found}.length === 0", "nothing is pinned");
    }

    [Fact]
    public async Task What_one_saves_is_found_again_from_everywhere()
    {
        await using var ann = await server.OpenAsync();
        await using var bob = await server.OpenAsync();
        var room = await ChatPageTests.TogetherAsync(ann, bob);
        await ann.WriteAsync("Read this later");
        await bob.SeesMessageAsync("Read this later");
        await bob.ChooseAtAsync("Read this", "Save for later");
        await bob.SeesTextAsync("The message is saved.");
        await bob.GoToAsync("/chat");
        await ComesTooLateAsync(bob);
        await bob.Page.ClickAsync("Saved messages");
        await bob.Sees($"{Found}.join() === 'Read this later'", "what was saved");
        await bob.Page.EvaluateAsync<bool>("document.querySelector('[data-pane=kept] li a').click(), true");
        await bob.SeesMessageAsync("Read this later");
        Assert.Equal($"/chat/{room}/4", await bob.Page.PathAsync());
        await bob.Page.EvaluateAsync<bool>("document.querySelector('[data-saved]').click(), true");
        await bob.Sees("document.querySelector('[data-pane=kept] li button') !== null", "what was saved");
        await bob.Page.ClickAsync("Remove: Read this later");
        await bob.Sees($"{Found}.length === 0", "nothing is saved");
        Assert.Empty((await bob.User.Get("/api/chat/me/saved")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Where_one_was_mentioned_is_listed_and_leads_there()
    {
        await using var ann = await server.OpenAsync();
        await using var bob = await server.OpenAsync();
        var room = await ChatPageTests.TogetherAsync(ann, bob);
        await bob.GoToAsync("/chat");
        var said = await ann.User.Say(room, $"<@{bob.User.Id}> come here");
        await TestTime.Eventually(async () => (await bob.User.Get("/api/chat/me/mentions")).GetProperty("items").GetArrayLength() == 1, "the mention arrives");
        await bob.Page.ClickAsync("Mentions of you");
        await bob.Sees($"{Found}.join() === 'mentioned you'", "the mention");
        await bob.Page.EvaluateAsync<bool>("document.querySelector('[data-pane=kept] li a').click(), true");
        await bob.SeesMessageAsync($"@{bob.User.Username} come here");
        Assert.Equal($"/chat/{room}/{said.Number("seq")}", await bob.Page.PathAsync());
    }

    /// <summary>The answer to what was asked first arrives when another list is shown already.</summary>
    private static async Task ComesTooLateAsync(ChatWindow window)
    {
        var late = await LateAnswer.HoldAsync(window.Page, "/me/saved");
        await window.Page.ClickAsync("Saved messages");
        await window.Page.ClickAsync("Mentions of you");
        await window.SeesTextAsync("Nobody has mentioned you.");
        await late.LetGoAsync();
        Assert.Equal(0, await window.Page.EvaluateAsync<int>($"{Found}.length"));
    }
}

namespace OrleansBackends.Tests.Chat.Page;

/// <summary>Those who run a room do so on the page.</summary>
[Collection<ChatPageCollection>]
public sealed class RunningRoomTests(ChatServer server)
{
    [Fact]
    public async Task A_room_is_set_by_its_admins_and_how_one_is_told_of_it_by_oneself()
    {
        await using var ann = await server.OpenAsync();
        await using var bob = await server.OpenAsync();
        var room = await ChatPageTests.TogetherAsync(ann, bob);
        await ann.PressInDetailsAsync("Room settings");
        await ann.Page.FillAsync("Room topic", "All about tea");
        await ann.Page.EvaluateAsync<bool>("document.querySelector('#settings-slow').value = '60', true");
        await ann.Page.ClickAsync("Save the settings");
        await bob.Sees("document.querySelector('[data-topic]').textContent === 'All about tea'", "the topic");
        var set = await bob.User.Get($"/api/chat/rooms/{room}");
        Assert.Equal((60, "Two of us", "public"), (set.Number("slowModeSeconds"), set.Text("name"), set.Text("visibility")));

        await bob.Page.EvaluateAsync<bool>("document.querySelector('[data-details]').click(), true");
        await bob.Sees("document.querySelector('[data-about] select')?.value === 'mentions'", "the level");
        Assert.DoesNotContain("Room settings", await bob.Page.TextAsync(), StringComparison.Ordinal);
        await bob.Page.EvaluateAsync<bool>("(s => { s.value = 'all'; s.dispatchEvent(new Event('change')); return true; })(document.querySelector('[data-about] select'))");
        await bob.SeesTextAsync("It is set.");
        Assert.Equal("all", (await bob.User.Get("/api/chat/me/rooms")).GetProperty("items")[0].Text("level"));
    }

    [Fact]
    public async Task Members_are_given_roles_muted_banned_and_let_in_again()
    {
        await using var ann = await server.OpenAsync();
        await using var bob = await server.OpenAsync();
        var room = await ChatPageTests.TogetherAsync(ann, bob);
        var manage = $"Manage {bob.User.Username}";
        await ann.PressInDetailsAsync(manage);
        await ann.Page.ClickAsync("Make moderator");
        await ann.Sees("document.querySelector('.members').textContent.includes('moderator')", "the role");
        await ann.PressInDetailsAsync(manage);
        await ann.Page.ClickAsync("Mute");
        await bob.Sees("document.querySelector('.room .composer textarea').disabled", "nothing can be written");
        await ann.Sees("document.querySelector('.members').textContent.includes('muted')", "the mute");
        await ann.PressInDetailsAsync(manage);
        await ann.Page.ClickAsync("Let write again");
        await bob.Sees("!document.querySelector('.room .composer textarea').disabled", "it can be written again");

        await ann.Sees("!document.querySelector('.members').textContent.includes('muted')", "the mute is lifted");
        await ann.PressInDetailsAsync(manage);
        await ann.Page.ClickAsync("Ban");
        await ann.Sees("document.querySelector('#confirm').open", "a question");
        await ann.Page.EvaluateAsync<bool>("document.querySelector('#confirm [value=yes]').click(), true");
        await bob.Sees($"document.querySelector('.rooms a[href=\"/chat/{room}\"]') === null", "the room is gone");
        await ann.Sees("document.querySelector('[data-about]').textContent.includes('Banned')", "the ban");
        await ann.Page.ClickAsync($"Lift the ban of {bob.User.Username}");
        await ann.Sees("!document.querySelector('[data-about]').textContent.includes('Banned')", "the ban is lifted");
        await bob.User.Join(room);
    }
}

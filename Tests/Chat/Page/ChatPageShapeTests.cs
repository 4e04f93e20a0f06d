using OrleansBackends.Tests.Architecture;
using OrleansBackends.Tests.Common.Browser;

namespace OrleansBackends.Tests.Chat.Page;

/// <summary>Everybody can use the page: with keys alone, with a screen reader, on a small phone, at night.</summary>
[Collection<ChatPageCollection>]
public sealed class ChatPageShapeTests(ChatServer server)
{
    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task The_page_has_no_barriers(string scheme)
    {
        await using var ann = await server.OpenAsync();
        await using var bob = await server.OpenAsync();
        await ann.Page.PreferAsync("prefers-color-scheme", scheme);
        Assert.Empty(await ann.Page.FindBarriersAsync());
        await ChatPageTests.TogetherAsync(ann, bob);
        await bob.WriteAsync("Hello `code` @all https://example.com");
        await ann.WriteAsync("Good morning");
        await ann.SeesMessageAsync("Good morning");
        await ann.PressAtAsync("Good", "React with 👍");
        await ann.Sees("document.querySelector('.reaction') !== null", "a reaction");
        Assert.Empty(await ann.Page.FindBarriersAsync());
        await ann.PressAtAsync("Good", "Reply in a thread");
        await ann.WriteAsync("A reply", "[data-pane=thread]");
        await ann.SeesMessageAsync("A reply", "[data-pane=thread]");
        Assert.Empty(await ann.Page.FindBarriersAsync());
        await ann.PressInDetailsAsync("Room settings");
        await ann.Sees("document.querySelector('#room-settings').open", "the dialog is open");
        Assert.Empty(await ann.Page.FindBarriersAsync());
        await ann.Page.PressAsync("Escape", 27);
        await ann.PressInDetailsAsync($"Manage {bob.User.Username}");
        Assert.Empty(await ann.Page.FindBarriersAsync());
        await ann.Page.PressAsync("Escape", 27);
        await ann.ChooseAtAsync("Good", "Save for later");
        await ann.SeesTextAsync("The message is saved.");
        await ann.Page.EvaluateAsync<bool>("document.querySelector('[data-saved]').click(), true");
        await ann.Sees("document.querySelector('[data-pane=kept] li button') !== null", "what was saved");
        Assert.Empty(await ann.Page.FindBarriersAsync());
        await ann.Page.EvaluateAsync<bool>("document.querySelector('[data-self]').click(), true");
        await ann.Sees("document.querySelector('#status').open", "the dialog is open");
        Assert.Empty(await ann.Page.FindBarriersAsync());
        await ann.Page.PressAsync("Escape", 27);
        foreach (var (button, dialog) in new[] { ("New room", "#new-room"), ("Browse public rooms", "#browse"), ("New conversation", "#new-direct") })
        {
            await ann.Page.ClickAsync(button);
            await ann.Sees($"document.querySelector('{dialog}').open", "the dialog is open");
            Assert.Empty(await ann.Page.FindBarriersAsync());
            await ann.Page.PressAsync("Escape", 27);
        }
    }

    [Fact]
    public async Task On_a_narrow_window_one_thing_at_a_time_is_shown()
    {
        await using var ann = await server.OpenAsync();
        await using var bob = await server.OpenAsync();
        await ann.Page.ResizeAsync(320, 640);
        await IsNarrowAsync();
        var room = await ChatPageTests.TogetherAsync(ann, bob);
        await ann.WriteAsync(new string('w', 400));
        await ann.SeesMessageAsync(new string('w', 400));
        await IsNarrowAsync();
        Assert.False(await ann.Page.EvaluateAsync<bool>("document.querySelector('.rooms').checkVisibility()"));
        await ann.PressAtAsync("www", "Reply in a thread");
        await ann.Sees("document.querySelector('[data-pane=thread]').checkVisibility() && !document.querySelector('.room').checkVisibility()", "the thread alone");
        await IsNarrowAsync();
        await ann.Page.ClickAsync("Close the thread");
        await ann.PressAtAsync("www", "More");
        await IsNarrowAsync();
        await ann.Page.ClickAsync("Save for later");
        await ann.PressInDetailsAsync("Pinned messages");
        await ann.Sees("document.querySelector('[data-pane=kept]').checkVisibility() && !document.querySelector('.room').checkVisibility()", "the pane alone");
        await IsNarrowAsync();
        await ann.Page.ClickAsync("Close: Pinned messages");
        await ann.Page.ClickAsync("Back to the rooms");
        await ann.Sees($"document.querySelector('.rooms a[href=\"/chat/{room}\"]').checkVisibility()", "the rooms");

        async Task IsNarrowAsync() =>
            Assert.True(await ann.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), "the page is wider than the window");
    }

    [Fact]
    public async Task Keys_alone_are_enough()
    {
        await using var ann = await server.OpenAsync();
        await using var bob = await server.OpenAsync();
        await ChatPageTests.TogetherAsync(ann, bob);
        await bob.WriteAsync("First");
        await bob.WriteAsync("Second");
        await ann.SeesMessageAsync("Second");

        // From the composer back into the log, up one message, to its first button.
        await ann.Sees("document.activeElement.matches('.room textarea')", "the composer has the focus");
        await ann.Page.EvaluateAsync<bool>("document.querySelector('.room .log').focus(), true");
        await ann.Sees("document.activeElement.matches('.message')", "the newest message has the focus");
        await ann.Page.PressAsync("ArrowUp", 38);
        Assert.Equal("First", await ann.Page.EvaluateAsync<string>("document.activeElement.querySelector('.text').textContent"));
        await TabToAsync("React with 👍");
        await ann.Page.PressAsync("Enter", 13, "\r");
        await bob.Sees("document.querySelector('.reaction')?.textContent.includes('👍 1')", "the reaction");

        // What is typed after a colon or an at sign is completed by keys.
        await ann.Page.EvaluateAsync<bool>("document.querySelector('.room .composer textarea').focus(), true");
        await ann.Page.TypeAsync(":tada");
        await ann.Sees("!document.querySelector('#composer-suggestions').hidden", "emoji are suggested");
        await ann.Page.PressAsync("Enter", 13, "\r");
        await ann.Page.TypeAsync($"@{bob.User.Username[..14]}");
        await ann.Sees($"document.querySelector('#composer-suggestions')?.textContent.includes('@{bob.User.Username}')", "the person is suggested");
        await ann.Page.PressAsync("Tab", 9);
        await ann.Page.PressAsync("Enter", 13, "\r");
        await bob.SeesMessageAsync($"🎉 @{bob.User.Username}");
        await bob.Sees("document.querySelector('.mention.mine') !== null", "it is marked as one's own");
        await ann.SeesMessageAsync($"🎉 @{bob.User.Username}");

        // The last message is changed by the upward arrow, and a dialog is left by Escape.
        await ann.Page.PressAsync("ArrowUp", 38);
        await ann.Sees("document.activeElement.ariaLabel === 'Change the message'", "the last message is being changed");
        await ann.Page.PressAsync("Escape", 27);
        await ann.Sees("document.activeElement.matches('.message')", "the message has the focus");

        async Task TabToAsync(string name)
        {
            for (var i = 0; i < 6; i++)
            {
                await ann.Page.PressAsync("Tab", 9);
                if (await ann.Page.EvaluateAsync<string>("document.activeElement.ariaLabel") == name)
                {
                    return;
                }
            }

            Assert.Fail($"'{name}' is not reached with the tab key.");
        }
    }

    [Fact]
    public async Task The_frame_of_the_page_holds_no_script_and_no_style_of_its_own()
    {
        await using var ann = await server.OpenAsync();
        using var answer = await ann.User.Client.GetAsync("/chat");
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        var html = await answer.Content.ReadAsStringAsync();
        Assert.DoesNotContain("style=", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
        Assert.Contains("no-store", $"{answer.Headers.CacheControl}", StringComparison.Ordinal);
    }

    [Fact]
    public void The_client_of_SignalR_that_is_kept_is_the_published_one()
    {
        var published = Path.Combine(Solution.Root, "Tests", "Node", "node_modules", "@microsoft", "signalr", "dist", "browser", "signalr.min.js");
        Assert.SkipUnless(File.Exists(published), "The packages of Tests/Node are missing; install them with: npm ci --prefix Tests/Node");
        var kept = Path.Combine(Solution.Root, "WebFrontend", "wwwroot", "assets", "vendor", "signalr", "signalr.min.js");
        Assert.Equal(File.ReadAllBytes(published), File.ReadAllBytes(kept));
    }
}

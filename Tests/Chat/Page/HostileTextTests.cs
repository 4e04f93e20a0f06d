namespace OrleansBackends.Tests.Chat.Page;

/// <summary>Whatever people write, it stays text, and in its place.</summary>
[Collection<ChatPageCollection>]
public sealed class HostileTextTests(ChatServer server)
{
    private const string Override = "\u202e";

    [Fact]
    public async Task Markup_scripts_and_addresses_stay_text()
    {
        string[] texts =
        [
            "<script>document.body.dataset.hit = 1</script>", "<img src=x onerror=\"document.body.dataset.hit = 1\">", "javascript:document.body.dataset.hit=1",
            "https://example.com/\"onmouseover=\"document.body.dataset.hit=1", "<@00000000-0000-0000-0000-000000000000><svg onload=document.body.dataset.hit=1>",
            "`<b>code</b>` ```<i>block</i>```",
        ];
        await using var ann = await server.OpenAsync();
        await using var bob = await server.OpenAsync();
        var room = await ChatPageTests.TogetherAsync(ann, bob, "<img src=x onerror='document.body.dataset.hit = 1'>");
        foreach (var text in texts)
        {
            await ann.User.Say(room, text);
        }

        await bob.Sees($"document.querySelectorAll('.room .message').length === {texts.Length}", "all are there");
        Assert.Equal(texts.Take(3), (await bob.MessagesAsync()).Take(3));
        Assert.Empty(await bob.Page.EvaluateAsync<string[]>(
            "[...document.querySelectorAll('#chat :is(script, img, b, i, iframe, object), #chat .text svg')].map(e => e.outerHTML)"));
        Assert.Equal(
            ["https://example.com/"],
            await bob.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('.text a')].map(a => a.href)"));
        Assert.Null(await bob.Page.EvaluateAsync<string?>("document.body.dataset.hit"));
        Assert.Equal("<code>&lt;b&gt;code&lt;/b&gt;</code>", await bob.Page.EvaluateAsync<string>("document.querySelector('.text > code').outerHTML"));
    }

    [Fact]
    public async Task Marks_of_direction_and_thousands_of_accents_do_not_leave_their_message()
    {
        await using var ann = await server.OpenAsync();
        await using var bob = await server.OpenAsync();
        var room = await ChatPageTests.TogetherAsync(ann, bob);
        await ann.User.Say(room, "above");
        await ann.User.Say(room, $"x{string.Concat(Enumerable.Repeat('\u0316', 3_999))}{string.Concat(Enumerable.Repeat('\u0307', 4_000))}");
        await ann.User.Say(room, $"{Override}desrever");
        await ann.User.Say(room, "below");
        await bob.SeesMessageAsync("below");
        Assert.True(await bob.Page.EvaluateAsync<bool>("document.querySelector('.room .log').scrollWidth <= document.querySelector('.room .log').clientWidth"));

        // Of a text that may not paint outside itself everything is clipped, and its direction ends with it.
        Assert.Equal(
            ["clip isolate", "clip isolate", "clip isolate", "clip isolate"],
            await bob.Page.EvaluateAsync<string[]>("""
                [...document.querySelectorAll('.room .text')].map(e => getComputedStyle(e)).map(style => `${style.overflowY} ${style.unicodeBidi}`)
                """));
        Assert.InRange(await bob.Page.EvaluateAsync<double>("Math.max(...[...document.querySelectorAll('.room .message')].map(m => m.offsetHeight))"), 20, 200);
    }
}

using System.Net.Http.Json;
using System.Text.Json;

namespace OrleansBackends.Tests.Notifications.Web;

public sealed class InboxApiTests(AppFixture app)
{
    [Fact]
    public async Task Items_are_listed_in_pages_and_marked()
    {
        var mine = await AppUnderTest.CreateAsync(app);
        await mine.PublishAsync("note", Workflows.Note);
        for (var i = 1; i <= 3; i++)
        {
            await mine.TriggerAsync("note", new { subscriberId = "ada" }, new { text = $"note {i}" });
            await mine.InboxAsync("ada", i);
        }

        var inbox = $"{mine.Path}/subscribers/ada/inbox";
        var first = await mine.Program.GetAsync($"{inbox}?limit=2").Answer(200);
        var rest = await mine.Program.GetAsync($"{inbox}?limit=2&cursor={first.Text("nextCursor")}").Answer(200);
        var items = first.GetProperty("items").EnumerateArray().Concat(rest.GetProperty("items").EnumerateArray()).ToList();
        Assert.Equal(["note 3", "note 2", "note 1"], items.Select(i => i.Text("title")));
        var counts = await Mark(mine, new { upTo = items[1].Text("id"), mark = "read" }).Answer(200);
        Assert.Equal(1, counts.GetProperty("unread").GetInt32());
        counts = await Mark(mine, new { upTo = items[1].Text("id"), mark = "read" }).Answer(200);
        Assert.Equal(1, counts.GetProperty("unread").GetInt32());
        string[] ids = [items[0].Text("id")];
        await Mark(mine, new { ids, mark = "archived" }).Answer(200);
        Assert.Equal("note 3", One(await mine.Program.GetAsync($"{inbox}?status=archived").Answer(200)));
        Assert.Empty((await mine.Program.GetAsync($"{inbox}?status=unread").Answer(200)).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Marks_that_cannot_be_read_are_refused()
    {
        var mine = await AppUnderTest.CreateAsync(app);
        await mine.PublishAsync("note", Workflows.Note);
        await mine.TriggerAsync("note", new { subscriberId = "ada" }, new { text = "note" });
        var id = (await mine.InboxAsync("ada", 1))[0].Text("id");
        string[] ids = [id];
        await Mark(mine, new { mark = "read" }).Refused(400, "invalid-request");
        await Mark(mine, new { ids, upTo = id, mark = "read" }).Refused(400, "invalid-request");
        await Mark(mine, new { ids, mark = "burnt" }).Refused(400, "invalid-request");
        string[] strangers = ["nothing"];
        await Mark(mine, new { ids = strangers, mark = "read" }).Refused(404, "item-not-found");
        await mine.Program.GetAsync($"{mine.Path}/subscribers/ada/inbox?status=burnt").Refused(400, "invalid-request");
    }

    private static string One(JsonElement page) => page.GetProperty("items").EnumerateArray().Single().Text("title");

    private static Task<HttpResponseMessage> Mark(AppUnderTest mine, object marks) =>
        mine.Program.PostAsJsonAsync($"{mine.Path}/subscribers/ada/inbox/marks", marks);
}

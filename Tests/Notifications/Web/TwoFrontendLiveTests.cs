using System.Net.Http.Json;
using System.Text.Json;
using OrleansBackends.Tests.Web;

namespace OrleansBackends.Tests.Notifications.Web;

/// <summary>One person in two windows, each at a frontend of its own.</summary>
public sealed class TwoFrontendLiveTests
{
    private const string Topic = "/api/live/notifications:inbox:me";

    private readonly UserId me = new(Guid.NewGuid());

    [Fact]
    public async Task Items_and_marks_arrive_in_both_windows_and_after_a_reconnect_at_the_other_frontend_nothing_is_missing()
    {
        await using var both = await TwoFrontends.OpenAsync();
        using var admin = both.CreateClient(0, new UserId(Guid.NewGuid()), "admin");
        using var left = both.CreateClient(0, me);
        using var right = both.CreateClient(1, me);
        var product = new AppUnderTest("product", admin, admin, "");
        await product.PublishAsync("note", Workflows.Note);

        using var second = await EventStream.Open(right, Topic, lastEventId: null);
        string seen;
        using (var first = await EventStream.Open(left, Topic, lastEventId: null))
        {
            await TellAsync(product, "one");
            Assert.Equal("one", Data(await Next(first, "item")).Text("title"));
            Assert.Equal("one", Data(await Next(second, "item")).Text("title"));
            seen = (await Next(first, "counts")).Id;
        }

        await TellAsync(product, "two");
        await TellAsync(product, "three");
        Assert.Equal("two", Data(await Next(second, "item")).Text("title"));
        Assert.Equal("three", Data(await Next(second, "item")).Text("title"));

        using var again = await EventStream.Open(right, Topic, seen);
        Assert.Equal("two", Data(await Next(again, "item")).Text("title"));
        Assert.Equal("three", Data(await Next(again, "item")).Text("title"));
        foreach (var window in new[] { left, right })
        {
            var list = await window.GetAsync("/api/notifications/me/inbox").Answer(200);
            Assert.Equal(["three", "two", "one"], list.GetProperty("items").EnumerateArray().Select(item => item.Text("title")));
        }

        await left.PostAsJsonAsync("/api/notifications/me/inbox/marks", new { upTo = "2", mark = "read" }).Answer(200);
        Assert.Equal("2", Data(await Next(again, "marked")).Text("upTo"));
        Assert.Equal(1, Data(await Next(second, "counts", e => Data(e).GetProperty("unread").GetInt32() == 1)).GetProperty("unread").GetInt32());
    }

    private Task<string> TellAsync(AppUnderTest product, string text) => product.TriggerAsync("note", new { subscriberId = $"{me}" }, new { text });

    private static JsonElement Data(ServerEvent e) => JsonSerializer.Deserialize<JsonElement>(e.Data);

    private static async Task<ServerEvent> Next(EventStream events, string name, Func<ServerEvent, bool>? isIt = null)
    {
        while (true)
        {
            if (await events.Next(Deadline.Time) is { } e && e.Name == name && isIt?.Invoke(e) != false)
            {
                return e;
            }
        }
    }
}

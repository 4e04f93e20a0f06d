using System.Net.Http.Json;
using System.Text.Json;

namespace OrleansBackends.Tests.Notifications.Web;

public sealed class ListApiTests(AppFixture app)
{
    [Fact]
    public async Task An_application_sees_what_it_has_page_by_page()
    {
        var mine = await AppUnderTest.CreateAsync(app);
        await mine.PublishAsync("note", Workflows.Note);
        foreach (var id in new[] { "ada", "bob", "bobby" })
        {
            await mine.Program.PutAsJsonAsync($"{mine.Path}/subscribers/{id}", new { email = $"{id}@example.org" }).Answer(200);
        }

        await mine.Program.PutAsJsonAsync($"{mine.Path}/suppressions/email/ada@example.org", new { reason = "manual" }).Answer(200);
        var transaction = await mine.TriggerAsync("note", new { subscriberId = "ada" }, new { text = "hello" });

        var first = await mine.Program.GetAsync($"{mine.Path}/subscribers?prefix=bob&limit=1").Answer(200);
        Assert.Equal("bob", first.GetProperty("items")[0].Text("id"));
        var second = await mine.Program.GetAsync($"{mine.Path}/subscribers?prefix=bob&limit=1&cursor={first.Text("nextCursor")}").Answer(200);
        Assert.Equal(("bobby", JsonValueKind.Null), (second.GetProperty("items")[0].Text("id"), second.GetProperty("nextCursor").ValueKind));
        Assert.Equal("ada", await OnlyAsync(mine, "subscribers?email=ADA", "id"));
        Assert.Equal("a…@example.org", await OnlyAsync(mine, "suppressions?channel=email", "to"));
        Assert.Equal("note", await OnlyAsync(mine, "workflows", "key"));
        Assert.Equal(transaction, await OnlyAsync(mine, "triggers", "transactionId"));
        Assert.Equal(transaction, await OnlyAsync(mine, $"triggers?prefix={transaction[..8]}", "transactionId"));
    }

    [Theory]
    [InlineData("subscribers?prefix=a&email=b", 400, "invalid-request")]
    [InlineData("subscribers?cursor=nonsense", 400, "invalid-cursor")]
    [InlineData("subscribers?limit=101", 400, "invalid-request")]
    [InlineData("suppressions?channel=fax", 400, "invalid-request")]
    [InlineData("suppressions?cursor=nonsense", 400, "invalid-cursor")]
    [InlineData("workflows?cursor=nonsense", 400, "invalid-cursor")]
    [InlineData("triggers?cursor=nonsense", 400, "invalid-cursor")]
    public async Task What_cannot_be_read_is_refused(string list, int status, string code)
    {
        var mine = await AppUnderTest.CreateAsync(app);
        await mine.Program.GetAsync($"{mine.Path}/{list}").Refused(status, code);
    }

    [Theory]
    [InlineData("subscribers")]
    [InlineData("suppressions")]
    [InlineData("workflows")]
    [InlineData("triggers")]
    public async Task Anothers_lists_are_not_found(string list)
    {
        var (mine, other) = (await AppUnderTest.CreateAsync(app), await AppUnderTest.CreateAsync(app));
        await other.Program.GetAsync($"{mine.Path}/{list}").Refused(404, "app-not-found");
        Assert.Empty((await mine.Owner.GetAsync($"{mine.Path}/{list}").Answer(200)).GetProperty("items").EnumerateArray());
    }

    private static async Task<string> OnlyAsync(AppUnderTest mine, string list, string member) =>
        (await mine.Program.GetAsync($"{mine.Path}/{list}").Answer(200)).GetProperty("items").EnumerateArray().Single().Text(member);
}

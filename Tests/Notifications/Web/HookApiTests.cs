using System.Net.Http.Json;

namespace OrleansBackends.Tests.Notifications.Web;

public sealed class HookApiTests(AppFixture app)
{
    private static readonly string[] All = ["*"];

    private static readonly object Hook = new { url = "https://example.org/hooks", events = new[] { "order-*" }, description = "orders" };

    [Fact]
    public async Task An_endpoint_shows_its_secret_once_and_another_after_a_rotation()
    {
        var mine = await AppUnderTest.CreateAsync(app);
        var added = await mine.Program.PostAsJsonAsync($"{mine.Path}/endpoints", Hook).Answer(201);
        Assert.StartsWith("whsec_", added.Text("secret"), StringComparison.Ordinal);
        var path = $"{mine.Path}/endpoints/{added.GetProperty("endpoint").Text("id")}";
        Assert.DoesNotContain("whsec_", (await mine.Program.GetAsync(path).Answer(200)).ToString(), StringComparison.Ordinal);
        var rotated = await mine.Program.PostAsync($"{path}/rotate", null).Answer(200);
        Assert.NotEqual(added.Text("secret"), rotated.Text("secret"));
    }

    [Fact]
    public async Task An_endpoint_is_changed_enabled_and_removed()
    {
        var mine = await AppUnderTest.CreateAsync(app);
        var added = await mine.Owner.PostAsJsonAsync($"{mine.Path}/endpoints", Hook).Answer(201);
        var path = $"{mine.Path}/endpoints/{added.GetProperty("endpoint").Text("id")}";
        var changed = await mine.Owner.PatchAsJsonAsync(path, new { events = All }).Answer(200);
        Assert.Equal(("*", "orders"), (changed.GetProperty("events")[0].GetString(), changed.Text("description")));
        await mine.Owner.PostAsync($"{path}/enable", null).Answer(200);
        await mine.Program.PostAsync($"{mine.Path}/endpoints/ep-none/test", null).Refused(404, "endpoint-not-found");
        await mine.Owner.DeleteAsync(path).Answer(204);
        await mine.Owner.GetAsync(path).Refused(404, "endpoint-not-found");
        Assert.Empty((await mine.Owner.GetAsync($"{mine.Path}/endpoints").Answer(200)).GetProperty("items").EnumerateArray());
    }

    [Theory]
    [InlineData("http://127.0.0.1/x")]
    [InlineData("https://localhost/x")]
    [InlineData("https://[::1]/x")]
    [InlineData("https://192.168.1.1/x")]
    public async Task An_endpoint_inside_the_network_is_refused(string url)
    {
        var mine = await AppUnderTest.CreateAsync(app);
        await mine.Program.PostAsJsonAsync($"{mine.Path}/endpoints", new { url, events = All }).Refused(400, "url-not-public");
    }
}

using System.Net;

namespace OrleansBackends.Tests.Web;

public sealed class AppTests(AppFixture app)
{
    [Theory]
    [InlineData("/health/live", "live")]
    [InlineData("/health/ready", "ready")]
    public async Task A_running_process_is_alive_and_ready(string path, string expected)
    {
        using var client = app.CreateClient();
        Assert.Equal(expected, await client.GetStringAsync(path));
    }

    [Theory]
    [InlineData("/", "text/html")]
    [InlineData("/robots.txt", "text/plain")]
    [InlineData("/favicon.ico", "image/x-icon")]
    [InlineData("/assets/site.css", "text/css")]
    [InlineData("/openapi/v1.json", "application/json")]
    [InlineData("/docs/", "text/html")]
    public async Task Paths_of_no_slice_are_public(string path, string type)
    {
        using var client = app.CreateClient();
        using var answer = await client.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task The_dashboard_is_for_admins()
    {
        using var anonymous = app.CreateClient();
        using var somebody = app.CreateClient(new UserId(Guid.NewGuid()));
        using var admin = app.CreateClient(new UserId(Guid.NewGuid()), "admin");
        Assert.Equal(HttpStatusCode.Unauthorized, (await anonymous.GetAsync("/dashboard/")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await somebody.GetAsync("/dashboard/")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await admin.GetAsync("/dashboard/")).StatusCode);
    }
}

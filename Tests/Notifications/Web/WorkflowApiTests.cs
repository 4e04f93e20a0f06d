using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace OrleansBackends.Tests.Notifications.Web;

public sealed class WorkflowApiTests(AppFixture app)
{
    [Fact]
    public async Task A_draft_is_made_without_a_version_and_changed_with_one()
    {
        var mine = await AppUnderTest.CreateAsync(app);
        var path = $"{mine.Path}/workflows/order-shipped";
        await mine.Program.GetAsync(path).Refused(404, "workflow-not-found");
        using var made = await mine.Program.PutAsJsonAsync(path, Workflows.Order);
        await Task.FromResult(made).Answer(200);
        await mine.Program.PutAsJsonAsync(path, Workflows.Order).Refused(428, "if-match-required");
        await Put(mine, path, made.Headers.ETag!).Answer(200);
        await Put(mine, path, made.Headers.ETag!).Refused(412, "stale");
        var shown = await mine.Program.GetAsync(path).Answer(200);
        Assert.Equal("email", shown.GetProperty("draft").GetProperty("steps")[0].Text("type"));
        await mine.Program.DeleteAsync(path).Answer(204);
        await mine.Program.GetAsync(path).Refused(404, "workflow-not-found");
    }

    [Fact]
    public async Task Publishing_numbers_the_versions_and_an_unchanged_draft_stays_at_its_number()
    {
        var mine = await AppUnderTest.CreateAsync(app);
        var path = $"{mine.Path}/workflows/note";
        await mine.PublishAsync("note", Workflows.Note);
        Assert.Equal(1, (await mine.Program.PostAsync($"{path}/publish", null).Answer(200)).GetProperty("version").GetInt32());
        Assert.Equal(1, (await mine.Program.GetAsync(path).Answer(200)).GetProperty("published").GetInt32());
    }

    [Fact]
    public async Task What_a_workflow_must_not_look_like_is_named_by_its_path()
    {
        var mine = await AppUnderTest.CreateAsync(app);
        var steps = new object[] { new { id = "mail", type = "email", templates = Workflows.Texts(new { text = "no subject" }) } };
        var refused = await mine.Program.PutAsJsonAsync($"{mine.Path}/workflows/bad", new { name = "Bad", category = "x", priority = "bulk", steps })
            .Refused(400, "workflow-invalid");
        Assert.StartsWith("steps[0].templates", refused.Text("member"), StringComparison.Ordinal);
        await mine.Program.PutAsJsonAsync($"{mine.Path}/workflows/Bad", Workflows.Note).Refused(400, "workflow-invalid");
        await mine.Program.PutAsJsonAsync($"{mine.Path}/workflows/bad", new { name = "Bad", category = "x", priority = "urgent", steps })
            .Refused(400, "invalid-request");
    }

    [Fact]
    public async Task A_preview_renders_a_step_and_lists_what_the_data_does_not_have()
    {
        var mine = await AppUnderTest.CreateAsync(app);
        var path = $"{mine.Path}/workflows/order";
        await mine.Program.PutAsJsonAsync(path, Workflows.Order).Answer(200);
        var shown = await mine.Program.PostAsJsonAsync($"{path}/preview", new { step = "mail", locale = "de-AT", payload = new { note = "<b>" } }).Answer(200);
        var texts = shown.GetProperty("texts");
        Assert.Equal(("Order ", "<p>&lt;b&gt;</p>"), (texts.Text("subject"), texts.Text("html")));
        Assert.Equal("payload.number", shown.GetProperty("missing")[0].GetString());
        await mine.Program.PostAsJsonAsync($"{path}/preview", new { step = "sms" }).Refused(404, "step-not-found");
    }

    [Fact]
    public async Task A_template_that_takes_too_long_is_refused_with_its_line()
    {
        var mine = await AppUnderTest.CreateAsync(app);
        var path = $"{mine.Path}/workflows/endless";
        var text = "first line\n{% for i in (1..100000) %}{% for j in (1..100000) %}x{% endfor %}{% endfor %}";
        var steps = new object[] { new { id = "text", type = "sms", templates = Workflows.Texts(new { text }) } };
        await mine.Program.PutAsJsonAsync(path, new { name = "Endless", category = "x", priority = "bulk", steps }).Answer(200);
        var refused = await mine.Program.PostAsJsonAsync($"{path}/preview", new { step = "text" }).Refused(422, "render-failed");
        Assert.Equal("text", refused.Text("member"));
        Assert.StartsWith("Line 2", refused.Text("title"), StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> Put(AppUnderTest mine, string path, EntityTagHeaderValue version)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = JsonContent.Create(Workflows.Order) };
        request.Headers.IfMatch.Add(version);
        return mine.Program.SendAsync(request);
    }
}

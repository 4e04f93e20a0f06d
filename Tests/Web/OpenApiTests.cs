using System.Text.Json;

namespace OrleansBackends.Tests.Web;

public sealed class OpenApiTests(ProbeApp app) : IClassFixture<ProbeApp>
{
    [Fact]
    public async Task The_document_is_3_1_and_every_route_has_a_summary_and_its_refusals()
    {
        var document = await Document();
        Assert.StartsWith("3.1", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        foreach (var operation in Operations(document))
        {
            Assert.True(operation.TryGetProperty("summary", out var summary) && summary.GetString() != "", operation.ToString());
            Assert.Contains("`rate-limited`", Response(operation, "429"), StringComparison.Ordinal);
            Assert.Contains("`unavailable`", Response(operation, "503"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_route_lists_what_its_marks_say()
    {
        var document = await Document();
        Assert.Contains("`probe-taken`", Response(Operation(document, "/api/probes", "post"), "409"), StringComparison.Ordinal);
        Assert.Contains("`if-match-required`", Response(Operation(document, "/api/probes/edited", "put"), "428"), StringComparison.Ordinal);
        Assert.Contains("`forbidden`", Response(Operation(document, "/api/probes/admin", "get"), "403"), StringComparison.Ordinal);
        Assert.Equal(["cursor", "limit"], Parameters(Operation(document, "/api/probes/page", "get")));
        Assert.Equal(["Idempotency-Key"], Parameters(Operation(document, "/api/probes/once", "post")));
        Assert.True(Operation(document, "/api/probes/private", "get").TryGetProperty("security", out _));
        Assert.False(Operation(document, "/api/probes/page", "get").TryGetProperty("security", out _));
    }

    [Fact]
    public async Task A_member_that_may_be_absent_has_the_schema_of_its_value()
    {
        var schemas = (await Document()).GetProperty("components").GetProperty("schemas");
        var note = schemas.GetProperty("ProbeRequest").GetProperty("properties").GetProperty("note");
        Assert.Equal(["null", "string"], note.GetProperty("type").EnumerateArray().Select(t => t.GetString()!).Order());
    }

    [Fact]
    public async Task The_reference_alone_may_run_an_inline_script()
    {
        using var client = app.CreateClient();
        Assert.Contains("'unsafe-inline'", await Policy(client, "/docs/"), StringComparison.Ordinal);
        Assert.DoesNotContain("'unsafe-inline'", await Policy(client, "/"), StringComparison.Ordinal);
    }

    private static async Task<string> Policy(HttpClient client, string path) =>
        (await client.GetAsync(path)).Headers.GetValues("Content-Security-Policy").Single();

    private async Task<JsonElement> Document()
    {
        using var client = app.CreateClient();
        return JsonSerializer.Deserialize<JsonElement>(await client.GetStringAsync("/openapi/v1.json"));
    }

    private static IEnumerable<JsonElement> Operations(JsonElement document) =>
        document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()).Select(operation => operation.Value);

    private static JsonElement Operation(JsonElement document, string path, string method) => document.GetProperty("paths").GetProperty(path).GetProperty(method);

    private static string Response(JsonElement operation, string status) =>
        operation.GetProperty("responses").TryGetProperty(status, out var response) ? response.GetProperty("description").GetString()! : "";

    private static IEnumerable<string> Parameters(JsonElement operation) =>
        operation.GetProperty("parameters").EnumerateArray().Select(p => p.GetProperty("name").GetString()!).Order(StringComparer.Ordinal);
}

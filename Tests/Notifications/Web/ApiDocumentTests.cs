using System.Text.Json;
using System.Text.RegularExpressions;

namespace OrleansBackends.Tests.Notifications.Web;

public sealed class ApiDocumentTests(AppFixture app)
{
    [Fact]
    public async Task Every_route_names_the_parameters_of_its_path_and_its_refusals()
    {
        var document = await app.CreateClient().GetAsync("/openapi/v1.json").Answer(200);
        var routes = document.GetProperty("paths").EnumerateObject().Where(p => p.Name.StartsWith("/api/notifications", StringComparison.Ordinal)).ToList();
        Assert.True(routes.Count > 30, $"{routes.Count} routes");
        foreach (var (path, operation) in routes.SelectMany(r => r.Value.EnumerateObject().Select(o => (r.Name, o.Value))))
        {
            var inPath = Regex.Matches(path, @"\{(\w+)\}").Select(m => m.Groups[1].Value).Order();
            Assert.Equal(inPath, PathParameters(operation).Order());
            Assert.NotEqual("", operation.Text("summary"));
            Assert.True(operation.GetProperty("responses").TryGetProperty("429", out _), path);
        }
    }

    private static IEnumerable<string> PathParameters(JsonElement operation) =>
        operation.TryGetProperty("parameters", out var all) ? all.EnumerateArray().Where(p => p.Text("in") == "path").Select(p => p.Text("name")) : [];
}

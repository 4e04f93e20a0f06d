using System.Globalization;
using System.Text.Json.Nodes;

namespace OrleansBackends.Tests.Architecture;

/// <summary>The npm package express-openapi-validator between clients and an application: it knows of the API what the served document says, and no more.</summary>
public sealed class CheckingProxy(AppFixture app) : IAsyncDisposable
{
    public const int Objects = 599;

    private readonly List<HttpClient> clients = [];
    private ScriptProgram? program;
    private Task? start;
    private Uri address = null!;

    /// <summary>Starts it for the first who needs it; where Node is missing each test is skipped.</summary>
    public Task StartAsync() => start ??= StartOnceAsync();

    /// <summary>The same caller, whose calls go through the proxy.</summary>
    public HttpClient Between(HttpClient client)
    {
        var through = new HttpClient { BaseAddress = address, Timeout = TestTime.Deadline };
        foreach (var (name, values) in client.DefaultRequestHeaders)
        {
            through.DefaultRequestHeaders.TryAddWithoutValidation(name, values);
        }

        clients.Add(through);
        return through;
    }

    public async ValueTask DisposeAsync()
    {
        clients.ForEach(client => client.Dispose());
        await (program?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private async Task StartOnceAsync()
    {
        program = NodeProgram.Start("checking-proxy.js");
        var document = JsonNode.Parse(await app.CreateClient().GetStringAsync("/openapi/v1.json"));
        await program.WriteLine(new JsonObject { ["server"] = app.Server.AbsoluteUri, ["document"] = document }.ToJsonString());
        address = new UriBuilder(Uri.UriSchemeHttp, "127.0.0.1", int.Parse(await program.ReadLine(), CultureInfo.InvariantCulture)).Uri;
    }
}

using System.Globalization;
using System.Text.Json.Nodes;

namespace OrleansBackends.Tests.Architecture;

/// <summary>The npm package express-openapi-validator between clients and an application: it knows of the API what the served document says, and no more.</summary>
internal sealed class CheckingProxy : IAsyncDisposable
{
    public const int Objects = 599;

    private readonly ScriptProgram program = NodeProgram.Start("checking-proxy.js");
    private readonly List<HttpClient> clients = [];
    private Uri address = null!;

    public static async Task<CheckingProxy> StartAsync(AppFixture app)
    {
        var proxy = new CheckingProxy();
        var document = JsonNode.Parse(await app.CreateClient().GetStringAsync("/openapi/v1.json"));
        await proxy.program.WriteLine(new JsonObject { ["server"] = app.Server.AbsoluteUri, ["document"] = document }.ToJsonString());
        proxy.address = new UriBuilder(Uri.UriSchemeHttp, "127.0.0.1", int.Parse(await proxy.program.ReadLine(), CultureInfo.InvariantCulture)).Uri;
        return proxy;
    }

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
        await program.DisposeAsync();
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;

namespace OrleansBackends.Tests.Accounts.OAuth;

/// <summary>The npm packages openid-client and jose, which speak the protocol as others do.</summary>
internal sealed class OpenIdClient(ScriptProgram program) : IAsyncDisposable
{
    public static async Task<OpenIdClient> StartAsync(AppFixture app, OAuthApp client)
    {
        var node = new OpenIdClient(NodeProgram.Start("oidc.js"));
        await node.DoAsync("discover", new
        {
            issuer = CookieClient.Origin,
            server = app.Server.AbsoluteUri.TrimEnd('/'),
            clientId = client.Id,
            secret = client.Secret,
            address = TestClients.NextAddress().ToString(),
        });
        return node;
    }

    public async Task<JsonElement> DoAsync(string step, object parameters)
    {
        var answer = await AskAsync(step, parameters);
        Assert.True(answer.TryGetProperty("ok", out var ok), $"{step}: {answer}");
        return ok;
    }

    /// <summary>The protocol's error of a step that is refused.</summary>
    public async Task<string> RefusedAsync(string step, object parameters)
    {
        var answer = await AskAsync(step, parameters);
        Assert.True(answer.TryGetProperty("error", out var error), $"{step}: {answer}");
        return error.GetString()!;
    }

    public ValueTask DisposeAsync() => program.DisposeAsync();

    private async Task<JsonElement> AskAsync(string step, object parameters)
    {
        var line = JsonSerializer.SerializeToNode(parameters)!.AsObject();
        line["step"] = JsonValue.Create(step);
        await program.WriteLine(line.ToJsonString());
        return JsonDocument.Parse(await program.ReadLine()).RootElement;
    }
}

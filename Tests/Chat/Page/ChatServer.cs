using OrleansBackends.Tests.Common.Browser;
using OrleansBackends.Tests.Common.Processes;

namespace OrleansBackends.Tests.Chat.Page;

/// <summary>All tests of the page share one server and one browser.</summary>
[CollectionDefinition]
public sealed class ChatPageCollection : ICollectionFixture<ChatServer>;

/// <summary>The whole product as a process that can be ended and started again at the same address, and a browser. Without Chromium neither starts.</summary>
public sealed class ChatServer : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private readonly int port = FreePort.Next();
    private ServerProcess? process;
    private Chromium? chromium;
    private TestClients? clients;

    /// <summary>By its name: the page's own origin, of which the frontend knows.</summary>
    public Uri Address => new($"http://localhost:{port}");

    public async ValueTask InitializeAsync()
    {
        if (Chromium.Find() is { } program)
        {
            await StartAsync();
            clients = new TestClients(process!.Address);
            chromium = await Chromium.StartAsync(program);
        }
    }

    public async Task StartAsync()
    {
        process = ServerProcess.Start("OrleansBackends.WebFrontend", port, new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["DOTNET_ENVIRONMENT"] = "Development",
            ["Logging:LogLevel:Default"] = "Warning",
            ["Storage:Folder"] = folder.Path,
            ["Frontend:PublicUrl"] = Address.AbsoluteUri,
            ["Cluster:SiloPort"] = $"{FreePort.Next()}",
            ["Cluster:GatewayPort"] = $"{FreePort.Next()}",
            ["Accounts:RequireVerifiedEmail"] = "false",
            ["RateLimits:Profile"] = "Bench",
            ["Proxy:Known"] = "127.0.0.0/8",
            ["PORT"] = $"{port}",
        });
        await process.Ready();
    }

    /// <summary>Without a word to anybody.</summary>
    public void Kill() => process!.Kill();

    /// <summary>Somebody new, and a window in which they are signed in.</summary>
    internal async Task<ChatWindow> OpenAsync(string path = "/chat")
    {
        Assert.SkipWhen(chromium is null, "Chromium is not installed.");
        var user = await clients!.Create().RegisterAsync();
        var page = await chromium!.OpenAsync();
        var window = new ChatWindow(this, page, user);
        await window.SignInAsync(path);
        return window;
    }

    public async ValueTask DisposeAsync()
    {
        if (chromium is not null)
        {
            await chromium.DisposeAsync();
        }

        clients?.Dispose();
        if (process is not null)
        {
            await process.DisposeAsync();
        }

        folder.Dispose();
    }
}

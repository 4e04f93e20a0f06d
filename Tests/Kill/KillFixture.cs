using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Npgsql;
using OrleansBackends.Grains.Interfaces.Links;
using OrleansBackends.Tests.Common.Processes;
using OrleansBackends.Tests.Kill.Mails;
using OrleansBackends.Tests.Notifications.Channels.Email;

[assembly: AssemblyFixture(typeof(OrleansBackends.Tests.Kill.KillFixture))]

namespace OrleansBackends.Tests.Kill;

/// <summary>These tests want the machine for themselves: they measure how long calls take while processes die.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class KillCollection : ICollectionFixture<KillStart>;

/// <summary>These wait long for what comes in the end, and measure no time: they run beside the others, before those that want the machine.</summary>
[CollectionDefinition]
public sealed class PatientKillCollection : ICollectionFixture<KillStart>;

/// <summary>Starts the processes for the first collection that needs them; the user's token is new for each.</summary>
public sealed class KillStart(KillFixture kill) : IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await kill.StartAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>
/// Three silo processes and two frontend processes on a PostgreSQL server that may be stopped, a mail server that may go away, and one user who is
/// signed in.
/// </summary>
public sealed class KillFixture : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<TestClients> clients = [];
    private readonly List<HttpClient> browsers = [];
    private readonly List<HttpClient> users = [];
    private ProcessCluster? cluster;
    private Task? start;
    private SignedInUser? user;
    private GatewayClient? inside;

    internal IGrainFactory Grains => inside!.Grains;

    internal PostgresServer? Postgres { get; private set; }

    internal ProcessCluster Cluster => cluster!;

    internal SmtpDouble Mail { get; } = new();

    internal MailBag Mailbag => new(Mail);

    /// <summary>Who triggers mails of the product.</summary>
    internal MailDesk? Desk { get; private set; }

    internal async Task StartAsync()
    {
        await (start ??= StartOnceAsync());
        foreach (var client in users)
        {
            await client.SignInAsync(user!.Email, user.Password);
        }
    }

    public async ValueTask DisposeAsync()
    {
        clients.ForEach(c => c.Dispose());
        foreach (var part in new IAsyncDisposable?[] { inside, cluster, Postgres, Mail })
        {
            await (part?.DisposeAsync() ?? ValueTask.CompletedTask);
        }

        folder.Dispose();
    }

    /// <summary>Skips the test where there is no server to stop.</summary>
    internal static void NeedPostgres()
    {
        if (PostgresServer.FindObstacle() is { } obstacle)
        {
            Assert.Skip(obstacle);
        }
    }

    /// <summary>The signed-in user, at one frontend after the other.</summary>
    internal HttpClient User(int number) => users[number % users.Count];

    /// <summary>A visitor, at one frontend after the other.</summary>
    internal HttpClient Browser(int number) => browsers[number % browsers.Count];

    /// <summary>Somebody new at one of the frontends, with an address of his own.</summary>
    internal HttpClient NewBrowser(int frontend) => clients[frontend].Create();

    /// <summary>Asks for a link with a new custom code.</summary>
    internal async Task<(HttpResponseMessage Response, string? Code)> Create(int caller, int? maxVisits = null)
    {
        var code = $"kill-{Guid.NewGuid():N}";
        return (await User(caller).PostAsJsonAsync("/api/links", new { url = $"https://example.org/{code}", code, maxVisits }), code);
    }

    internal async Task<JsonElement> Get(string code) => await User(0).GetFromJsonAsync<JsonElement>($"/api/links/{code}");

    /// <summary>The silo in which the link is active.</summary>
    internal async Task<int> FindSilo(string code)
    {
        var link = inside!.Grains.GetGrain<ILinkGrain>(LinkKey.Link(code));
        var address = await inside.Grains.GetGrain<IManagementGrain>(0).GetActivationAddress(link);
        return address!.Endpoint.Port;
    }

    /// <summary>Whether the cluster counts the silo with this port among its own.</summary>
    internal async Task<bool> IsMember(int port)
    {
        await using var connection = new NpgsqlConnection(Postgres!.ConnectionString);
        return await connection.ExecuteScalarAsync<bool>(
            "SELECT EXISTS (SELECT 1 FROM membership WHERE port = @port AND status = @active)", new { port, active = (int)SiloStatus.Active });
    }

    /// <summary>Waits until every frontend creates links again.</summary>
    internal async Task Recover()
    {
        var begun = Stopwatch.GetTimestamp();
        for (var frontend = 0; frontend < users.Count;)
        {
            var (response, _) = await Create(frontend);
            using (response)
            {
                frontend += response.StatusCode == HttpStatusCode.Created ? 1 : 0;
                Assert.True(
                    Stopwatch.GetElapsedTime(begun) < TestTime.Deadline,
                    $"Frontend {frontend} still answers {response.StatusCode} {TestTime.Deadline.TotalSeconds} s later: {await response.Content.ReadAsStringAsync()}");
            }

            await Task.Delay(100);
        }
    }

    private async Task StartOnceAsync()
    {
        if (PostgresServer.FindObstacle() is not null)
        {
            return;
        }

        Postgres = await PostgresServer.StartNewAsync();
        var tokenFile = Path.Combine(folder.Path, "setup-token");
        cluster = await ProcessCluster.Start(Postgres.ConnectionString, silos: 3, frontends: 2, [.. new Dictionary<string, string>(MailSettings.Of(Mail))
        {
            ["Cluster:FastFailover"] = "true",
            ["Accounts:SetupTokenFile"] = tokenFile,
        }]);
        inside = await GatewayClient.Start(Postgres.ConnectionString, cluster.ClusterId);
        clients.AddRange(cluster.Frontends.Select(frontend => new TestClients(frontend.Address)));
        browsers.AddRange(clients.Select(c => c.Create()));
        users.AddRange(clients.Select(c => c.Create()));
        user = await users[0].RegisterAsync();
        Desk = await MailDesk.Open(clients[0].Create(), tokenFile);
    }
}

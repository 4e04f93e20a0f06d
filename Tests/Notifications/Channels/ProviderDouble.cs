using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace OrleansBackends.Tests.Notifications.Channels;

/// <summary>A provider on this machine that keeps what it gets and answers as a test says. Hosts under <c>.test</c> lead to it, all others nowhere.</summary>
internal sealed class ProviderDouble : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly List<ProviderRequest> requests = [];

    private ProviderDouble(WebApplication app)
    {
        this.app = app;
        Http = new SafeHttpClient(Resolve, address => address.Equals(IPAddress.Loopback));
    }

    public SafeHttpClient Http { get; }

    public Func<HttpContext, Task> Answer { get; set; } = _ => Task.CompletedTask;

    /// <summary>Where the name leads; what is not this machine counts as private.</summary>
    public IPAddress Address { get; set; } = IPAddress.Loopback;

    public IReadOnlyList<ProviderRequest> Requests
    {
        get
        {
            lock (requests)
            {
                return [.. requests];
            }
        }
    }

    public static async Task<ProviderDouble> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var provider = new ProviderDouble(app);
        app.Run(provider.Handle);
        await app.StartAsync();
        return provider;
    }

    public Uri At(string path) => new($"http://provider.test:{new Uri(app.Urls.Single()).Port}{path}");

    public void Says(int status, string body = "", string? retryAfter = null) => Answer = context =>
    {
        context.Response.StatusCode = status;
        context.Response.Headers.RetryAfter = retryAfter;
        return context.Response.WriteAsync(body);
    };

    /// <summary>Takes the request and never answers.</summary>
    public void Hangs() => Answer = context => Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);

    /// <summary>Begins an answer and cuts the connection in the middle of it.</summary>
    public void BreaksOff(int status) => Answer = async context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentLength = 1000;
        await context.Response.WriteAsync("""{"sid":""");
        await context.Response.Body.FlushAsync();
        context.Abort();
    };

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.StopAsync(new CancellationToken(canceled: true));
        await app.DisposeAsync();
    }

    private Task<IPAddress[]> Resolve(string host, CancellationToken cancellation) =>
        host.EndsWith(".test", StringComparison.Ordinal) ? Task.FromResult<IPAddress[]>([Address]) : Task.FromException<IPAddress[]>(new System.Net.Sockets.SocketException(11001));

    private async Task Handle(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        lock (requests)
        {
            requests.Add(new ProviderRequest(
                context.Request.Path + context.Request.QueryString, context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase), body.ToArray()));
        }

        await Answer(context);
    }
}

internal sealed record ProviderRequest(string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);
}

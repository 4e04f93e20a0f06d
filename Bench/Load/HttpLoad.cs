using System.Net;

namespace OrleansBackends.Bench.Load;

/// <summary>GETs of one address over a fixed number of kept connections, as a browser would ask; redirects are answers and not followed.</summary>
internal sealed class HttpLoad : IDisposable
{
    private const string Browser = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";

    private readonly HttpMessageInvoker http;
    private readonly Uri address;
    private readonly HttpStatusCode expected;
    private readonly string? authorization;
    private readonly string? known;

    /// <param name="address">Where.</param>
    /// <param name="connections">How many.</param>
    /// <param name="expected">What every answer is.</param>
    /// <param name="authorization">As whom.</param>
    /// <param name="known">The ETag of what the caller has already.</param>
    public HttpLoad(Uri address, int connections, HttpStatusCode expected, string? authorization = null, string? known = null)
    {
        this.address = address;
        this.expected = expected;
        this.authorization = authorization;
        this.known = known;
        http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            MaxConnectionsPerServer = connections,
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ActivityHeadersPropagator = null,
        });
    }

    /// <param name="forwardedFor">Whose call it is, where the server believes its proxies.</param>
    public async ValueTask Get(string? forwardedFor = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("User-Agent", Browser);
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        if (known is not null)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", known);
        }

        if (forwardedFor is not null)
        {
            request.Headers.TryAddWithoutValidation("X-Forwarded-For", forwardedFor);
        }

        using var response = await http.SendAsync(request, CancellationToken.None);
        if (response.StatusCode != expected)
        {
            throw new InvalidOperationException($"{address} answered {(int)response.StatusCode} instead of {(int)expected}.");
        }
    }

    public void Dispose() => http.Dispose();
}

using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace OrleansBackends.Grains.Common;

/// <param name="Time">For the whole exchange with all its hops.</param>
/// <param name="Bytes">Of the body; what lies behind is not read and <see cref="SafeResponse.Truncated"/> says so.</param>
/// <param name="Hops">Redirects followed, each checked like the first address; the answer after the last one is handed out as it is.</param>
/// <param name="MediaType">The only type whose body is read; null for any.</param>
public sealed record SafeRequestLimits(TimeSpan Time, int Bytes, int Hops = 0, string? MediaType = null);

/// <summary>An answer of the world. <paramref name="Address"/> is where it came from after redirects.</summary>
public sealed record SafeResponse(Uri Address, HttpStatusCode Status, MediaTypeHeaderValue? ContentType, byte[] Body, bool Truncated);

/// <summary>
/// For every URL that a user can influence: http and https only, no user-info, no proxy, no cookies; connects to the very address it checked, and to
/// public ones alone. Call it outside a grain's turn.
/// </summary>
public sealed class SafeHttpClient : IDisposable
{
    private static readonly TimeSpan ConnectTime = TimeSpan.FromSeconds(5);

    private readonly Func<string, CancellationToken, Task<IPAddress[]>> resolve;
    private readonly Func<IPAddress, bool> allowed;
    private readonly HttpMessageInvoker http;

    public SafeHttpClient()
        : this(Dns.GetHostAddressesAsync, PublicAddress.IsPublic)
    {
    }

    internal SafeHttpClient(Func<string, CancellationToken, Task<IPAddress[]>> resolve, Func<IPAddress, bool> allowed)
    {
        this.resolve = resolve;
        this.allowed = allowed;
        http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ConnectTimeout = ConnectTime,
            MaxResponseHeadersLength = 32,
            MaxResponseDrainSize = 0,
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            ConnectCallback = Connect,
        });
    }

    /// <summary>Whether a URL has a form that is called at all; where its host lies is checked when connecting.</summary>
    public static bool Accepts(Uri address) =>
        address is { IsAbsoluteUri: true, UserInfo: "" } && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);

    /// <exception cref="HttpRequestException">The address is refused, nobody answers, or not within the limits.</exception>
    public async Task<SafeResponse> Get(Uri address, SafeRequestLimits limits, CancellationToken cancellation = default)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(limits.Time);
        try
        {
            for (var hops = limits.Hops; ; hops--)
            {
                using var answer = await Send(address, deadline.Token);
                if (hops == 0 || Redirect(answer) is not { } next)
                {
                    return await Read(address, answer, limits, deadline.Token);
                }

                address = new Uri(address, next);
            }
        }
        catch (OperationCanceledException fault) when (!cancellation.IsCancellationRequested)
        {
            throw new HttpRequestException(HttpRequestError.Unknown, $"No answer within {limits.Time.TotalSeconds} s.", fault);
        }
        catch (IOException fault)
        {
            throw new HttpRequestException(HttpRequestError.ResponseEnded, "The answer broke off.", fault);
        }
    }

    public void Dispose() => http.Dispose();

    private static Uri? Redirect(HttpResponseMessage answer) =>
        answer.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
            or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect
            ? answer.Headers.Location
            : null;

    private static async Task<SafeResponse> Read(Uri address, HttpResponseMessage answer, SafeRequestLimits limits, CancellationToken cancellation)
    {
        var type = answer.Content.Headers.ContentType;
        if (limits.MediaType is { } only && !only.Equals(type?.MediaType, StringComparison.OrdinalIgnoreCase))
        {
            return new SafeResponse(address, answer.StatusCode, type, [], Truncated: false);
        }

        await using var stream = await answer.Content.ReadAsStreamAsync(cancellation);
        var buffer = new byte[limits.Bytes + 1];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        return new SafeResponse(address, answer.StatusCode, type, buffer[..Math.Min(length, limits.Bytes)], length > limits.Bytes);
    }

    private async Task<HttpResponseMessage> Send(Uri address, CancellationToken cancellation)
    {
        if (!Accepts(address))
        {
            throw new HttpRequestException(HttpRequestError.InvalidResponse, "Only http and https without user-info are called.");
        }

        // HTTP/3 would not connect through the callback below.
        using var request = new HttpRequestMessage(HttpMethod.Get, address) { VersionPolicy = HttpVersionPolicy.RequestVersionOrLower };
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("OrleansBackends", "1.0"));
        return await http.SendAsync(request, cancellation);
    }

    private async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var addresses = await resolve(context.DnsEndPoint.Host, cancellation);
        var open = Array.FindAll(addresses, address => allowed(address));
        if (open.Length == 0)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, $"{context.DnsEndPoint.Host} has no public address.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(open, context.DnsEndPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

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
public sealed record SafeResponse(Uri Address, HttpStatusCode Status, MediaTypeHeaderValue? ContentType, byte[] Body, bool Truncated)
{
    public RetryConditionHeaderValue? RetryAfter { get; init; }

    public bool IsSuccess => (int)Status is >= 200 and < 300;
}

/// <summary>
/// For every URL that a user can influence: http and https only, no user-info, no proxy, no cookies; connects to the very address it checked, and to
/// public ones alone. Call it outside a grain's turn.
/// </summary>
public sealed class SafeHttpClient : IDisposable
{
    private static readonly TimeSpan ConnectTime = TimeSpan.FromSeconds(5);

    private readonly SafeDialer dialer;
    private readonly HttpMessageInvoker http;

    public SafeHttpClient()
        : this(new SafeDialer())
    {
    }

    public SafeHttpClient(SafeDialer dialer)
    {
        this.dialer = dialer;
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

    internal SafeHttpClient(Func<string, CancellationToken, Task<IPAddress[]>> resolve, Func<IPAddress, bool> allowed)
        : this(new SafeDialer(resolve, allowed))
    {
    }

    /// <summary>Whether a URL has a form that is called at all; where its host lies is checked when connecting.</summary>
    public static bool Accepts(Uri address) =>
        address is { IsAbsoluteUri: true, UserInfo: "" } && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);

    /// <exception cref="HttpRequestException">The address is refused, nobody answers, or not within the limits.</exception>
    public Task<SafeResponse> Get(Uri address, SafeRequestLimits limits, CancellationToken cancellation = default) =>
        Within(limits, deadline => Follow(address, limits, deadline), cancellation);

    /// <summary>
    /// Posts once: a redirect is handed out as it is. Over TLS the connection speaks HTTP/2 where the other side does. What fails before anything was sent
    /// is a <see cref="HttpRequestError.ConnectionError"/>, <see cref="HttpRequestError.SecureConnectionError"/> or
    /// <see cref="HttpRequestError.NameResolutionError"/>; after any other fault the other side may have got it.
    /// </summary>
    /// <exception cref="HttpRequestException">The address is refused, nobody answers, or not within the limits.</exception>
    public Task<SafeResponse> Post(
        Uri address, HttpContent content, SafeRequestLimits limits, Action<HttpRequestHeaders>? headers = null, CancellationToken cancellation = default) =>
        Within(limits, async deadline =>
        {
            using var request = Request(HttpMethod.Post, address);
            request.Version = HttpVersion.Version20;
            request.Content = content;
            headers?.Invoke(request.Headers);
            using var answer = await http.SendAsync(request, deadline);
            return await Read(address, answer, limits, deadline);
        }, cancellation);

    public void Dispose() => http.Dispose();

    private static Uri? Redirect(HttpResponseMessage answer) =>
        answer.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
            or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect
            ? answer.Headers.Location
            : null;

    private static async Task<SafeResponse> Read(Uri address, HttpResponseMessage answer, SafeRequestLimits limits, CancellationToken cancellation)
    {
        var type = answer.Content.Headers.ContentType;
        var head = new SafeResponse(address, answer.StatusCode, type, [], Truncated: false) { RetryAfter = answer.Headers.RetryAfter };
        if (limits.MediaType is { } only && !only.Equals(type?.MediaType, StringComparison.OrdinalIgnoreCase))
        {
            return head;
        }

        await using var stream = await answer.Content.ReadAsStreamAsync(cancellation);
        var buffer = new byte[limits.Bytes + 1];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        return head with { Body = buffer[..Math.Min(length, limits.Bytes)], Truncated = length > limits.Bytes };
    }

    private static HttpRequestMessage Request(HttpMethod method, Uri address)
    {
        if (!Accepts(address))
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, "Only http and https without user-info are called.");
        }

        // HTTP/3 would not connect through the callback below.
        var request = new HttpRequestMessage(method, address) { VersionPolicy = HttpVersionPolicy.RequestVersionOrLower };
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("OrleansBackends", "1.0"));
        return request;
    }

    private static async Task<SafeResponse> Within(SafeRequestLimits limits, Func<CancellationToken, Task<SafeResponse>> call, CancellationToken cancellation)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(limits.Time);
        try
        {
            return await call(deadline.Token);
        }
        catch (OperationCanceledException fault) when (!deadline.IsCancellationRequested)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, $"No connection within {ConnectTime.TotalSeconds} s.", fault);
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

    private async Task<SafeResponse> Follow(Uri address, SafeRequestLimits limits, CancellationToken cancellation)
    {
        for (var hops = limits.Hops; ; hops--)
        {
            using var request = Request(HttpMethod.Get, address);
            using var answer = await http.SendAsync(request, cancellation);
            if (hops == 0 || Redirect(answer) is not { } next)
            {
                return await Read(address, answer, limits, cancellation);
            }

            address = new Uri(address, next);
        }
    }

    private async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancellation) =>
        new NetworkStream(await dialer.Connect(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancellation), ownsSocket: true);
}

using System.Net.Http.Headers;
using System.Text;

namespace OrleansBackends.Bench.Load;

/// <summary>POSTs of one JSON body to one address over a fixed number of kept connections.</summary>
internal sealed class JsonLoad : IDisposable
{
    private readonly HttpMessageInvoker http;
    private readonly Uri address;
    private readonly byte[] body;
    private readonly string? key;

    public JsonLoad(Uri address, string body, int connections, string? key = null)
    {
        (this.address, this.body, this.key) = (address, Encoding.UTF8.GetBytes(body), key);
        http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            MaxConnectionsPerServer = connections, UseCookies = false, UseProxy = false, ActivityHeadersPropagator = null,
        });
    }

    public async ValueTask Post()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation("X-Api-Key", key);
        }

        using var response = await http.SendAsync(request, CancellationToken.None);
        await response.Content.CopyToAsync(Stream.Null);
        if (!response.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{address} answered {(int)response.StatusCode}.");
        }
    }

    public void Dispose() => http.Dispose();
}

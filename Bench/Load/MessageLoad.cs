using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace OrleansBackends.Bench.Load;

/// <summary>POSTs of messages, each under an id of its own, over a fixed number of kept connections.</summary>
internal sealed class MessageLoad : IDisposable
{
    private readonly HttpMessageInvoker http;
    private readonly string? token;

    public MessageLoad(int connections, string? token = null)
    {
        this.token = token;
        http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            MaxConnectionsPerServer = connections, UseCookies = false, UseProxy = false, ActivityHeadersPropagator = null,
        });
    }

    public async ValueTask Send(Uri room)
    {
        var body = $$"""{"clientId":"{{Guid.CreateVersion7()}}","text":"A message of a length that people write, more or less."}""";
        using var request = new HttpRequestMessage(HttpMethod.Post, room) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        }

        using var response = await http.SendAsync(request, CancellationToken.None);
        await response.Content.CopyToAsync(Stream.Null);
        if (response.StatusCode != HttpStatusCode.Created)
        {
            throw new InvalidOperationException($"{room} answered {(int)response.StatusCode}.");
        }
    }

    public void Dispose() => http.Dispose();
}

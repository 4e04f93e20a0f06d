using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace OrleansBackends.Bench.Load;

/// <summary>PUTs of ballots, each by a voter who has not voted before, over a fixed number of kept connections.</summary>
internal sealed class VoteLoad : IDisposable
{
    private static readonly byte[][] Ballots = ["""{"choices":["o1"]}"""u8.ToArray(), """{"choices":["o2"]}"""u8.ToArray(), """{"choices":["o3"]}"""u8.ToArray()];

    private readonly HttpMessageInvoker http;

    public VoteLoad(int connections) => http = new HttpMessageInvoker(new SocketsHttpHandler
    {
        MaxConnectionsPerServer = connections, UseCookies = false, UseProxy = false, ActivityHeadersPropagator = null,
    });

    public async ValueTask Send(Uri ballot)
    {
        var token = RandomNumberGenerator.GetBytes(16);
        using var request = new HttpRequestMessage(HttpMethod.Put, ballot) { Content = new ByteArrayContent(Ballots[token[0] % Ballots.Length]) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation("Voter-Token", Base64Url.EncodeToString(token));
        using var response = await http.SendAsync(request, CancellationToken.None);
        await response.Content.CopyToAsync(Stream.Null);
        if (!response.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{ballot} answered {(int)response.StatusCode}.");
        }
    }

    public void Dispose() => http.Dispose();
}

using System.Net;

namespace OrleansBackends.Tests.Common;

/// <summary>Clients of one server. Each has an address of its own behind the proxy that the server knows, so no test spends another's limits.</summary>
internal sealed class TestClients(Uri server) : IDisposable
{
    public const string Browser = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    private static int last;

    private readonly DocumentedAnswers handler = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    public Uri Server => server;

    public HttpClient Create()
    {
        var client = new HttpClient(handler, disposeHandler: false) { BaseAddress = server, Timeout = TestTime.Deadline };
        client.DefaultRequestHeaders.Add("X-Forwarded-For", NextAddress().ToString());
        client.DefaultRequestHeaders.UserAgent.ParseAdd(Browser);
        return client;
    }

    public static IPAddress NextAddress()
    {
        var n = Interlocked.Increment(ref last);
        return new IPAddress([10, (byte)(n >> 16), (byte)(n >> 8), (byte)n]);
    }

    public void Dispose() => handler.Dispose();
}

using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace OrleansBackends.Tests.Mechanisms;

public sealed class SafeHttpClientTests : IAsyncLifetime
{
    private static readonly SafeRequestLimits Limits = new(TestTime.Deadline, 1024);

    private readonly WebApplication world = Build();
    private readonly List<IPAddress> judged = [];
    private readonly SafeHttpClient loopbackIsPublic;
    private string port = "";

    public SafeHttpClientTests() => loopbackIsPublic = new SafeHttpClient((_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]), Judge);

    public async ValueTask InitializeAsync()
    {
        world.Urls.Add("http://127.0.0.1:0");
        await world.StartAsync();
        port = new Uri(world.Urls.Single()).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        loopbackIsPublic.Dispose();
        await world.DisposeAsync();
    }

    [Fact]
    public async Task An_answer_carries_status_type_and_body()
    {
        var answer = await loopbackIsPublic.Get(At("/text"), Limits);
        Assert.Equal((HttpStatusCode.OK, "text/plain", "hello", false), (answer.Status, answer.ContentType?.MediaType, Text(answer), answer.Truncated));
    }

    [Fact]
    public async Task What_lies_behind_the_limit_is_not_read()
    {
        var answer = await loopbackIsPublic.Get(At("/endless"), Limits);
        Assert.Equal((1024, true), (answer.Body.Length, answer.Truncated));
    }

    [Fact]
    public async Task A_body_of_another_type_is_not_read()
    {
        var answer = await loopbackIsPublic.Get(At("/endless"), Limits with { MediaType = "text/html" });
        Assert.Empty(answer.Body);
    }

    [Fact]
    public async Task A_redirect_is_handed_out_unless_hops_are_allowed()
    {
        var answer = await loopbackIsPublic.Get(At("/redirect/1"), Limits);
        Assert.Equal(HttpStatusCode.Found, answer.Status);
    }

    [Theory]
    [InlineData(3, HttpStatusCode.OK)]
    [InlineData(4, HttpStatusCode.Found)]
    public async Task No_more_redirects_are_followed_than_allowed(int redirects, HttpStatusCode last)
    {
        var answer = await loopbackIsPublic.Get(At($"/redirect/{redirects}"), Limits with { Hops = 3 });
        Assert.Equal(last, answer.Status);
    }

    [Fact]
    public async Task A_redirect_to_a_private_address_is_refused()
    {
        using var onlyFirstHostIsPublic = new SafeHttpClient(
            (host, _) => Task.FromResult<IPAddress[]>([host == "world.test" ? IPAddress.Loopback : IPAddress.Parse(host)]),
            address => address.Equals(IPAddress.Loopback));
        await Assert.ThrowsAsync<HttpRequestException>(() => onlyFirstHostIsPublic.Get(At("/to-metadata"), Limits with { Hops = 3 }));
    }

    [Fact]
    public async Task A_redirect_to_another_scheme_is_refused() =>
        await Assert.ThrowsAsync<HttpRequestException>(() => loopbackIsPublic.Get(At("/to-file"), Limits with { Hops = 3 }));

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("2130706433")]
    [InlineData("0x7f.1")]
    [InlineData("[::1]")]
    [InlineData("[::ffff:127.0.0.1]")]
    public async Task This_machine_is_not_reached_under_any_spelling(string host)
    {
        using var real = new SafeHttpClient();
        var fault = await Assert.ThrowsAsync<HttpRequestException>(() => real.Get(new Uri($"http://{host}:{port}/text"), Limits));
        Assert.Contains("no public address", fault.ToString());
    }

    [Fact]
    public async Task The_address_that_was_checked_is_the_one_connected_to()
    {
        await loopbackIsPublic.Get(At("/text"), Limits);
        Assert.Equal([IPAddress.Loopback], judged);
    }

    [Theory]
    [InlineData("ftp://world.test/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://user:word@world.test/")]
    public async Task Other_schemes_and_user_info_are_refused(string address) =>
        await Assert.ThrowsAsync<HttpRequestException>(() => loopbackIsPublic.Get(new Uri(address), Limits));

    [Fact]
    public async Task A_silent_server_ends_the_call_at_the_limit_of_time()
    {
        var fault = await Assert.ThrowsAsync<HttpRequestException>(
            () => loopbackIsPublic.Get(At("/silent"), Limits with { Time = TimeSpan.FromMilliseconds(100) }));
        Assert.IsAssignableFrom<OperationCanceledException>(fault.InnerException);
    }

    private static WebApplication Build()
    {
        var world = WebApplication.CreateSlimBuilder().Build();
        world.MapGet("/text", () => "hello");
        world.MapGet("/redirect/{left:int}", (int left) => Results.Redirect(left > 1 ? $"/redirect/{left - 1}" : "/text"));
        world.MapGet("/to-metadata", () => Results.Redirect("http://169.254.169.254/latest/meta-data"));
        world.MapGet("/to-file", () => Results.Redirect("file:///etc/passwd"));
        world.MapGet("/silent", (CancellationToken gone) => Task.Delay(Timeout.Infinite, gone));
        world.MapGet("/endless", async (HttpResponse response, CancellationToken gone) =>
        {
            response.ContentType = "text/plain";
            while (!gone.IsCancellationRequested)
            {
                await response.Body.WriteAsync(new byte[4096], gone);
            }
        });
        return world;
    }

    private bool Judge(IPAddress address)
    {
        judged.Add(address);
        return true;
    }

    private Uri At(string path) => new($"http://world.test:{port}{path}");

    private static string Text(SafeResponse answer) => Encoding.UTF8.GetString(answer.Body);
}

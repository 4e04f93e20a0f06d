using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OrleansBackends.WebFrontend.Chat.Live;
using OrleansBackends.WebFrontend.Common;

namespace OrleansBackends.Tests.Chat.Live;

/// <summary>Whose scripts may open the hub where an operator names other sites.</summary>
public sealed class OwnOriginTests : IAsyncLifetime
{
    private readonly WebApplication app;

    public OwnOriginTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Cors:Origins"] = "https://app.example,https://other.example" });
        builder.Services.AddProblems();
        builder.Services.Configure<FrontendOptions>(frontend => frontend.PublicUrl = new Uri("https://chat.example"));
        app = builder.Build();
        app.MapGet("/hub", () => "open").RequireOwnOrigin();
    }

    public async ValueTask InitializeAsync() => await app.StartAsync();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Theory]
    [InlineData("https://app.example", true)]
    [InlineData("https://OTHER.example", true)]
    [InlineData("https://chat.example", true)]
    [InlineData("https://app.example.evil.example", false)]
    [InlineData("http://app.example", false)]
    [InlineData("https://app.example:444", false)]
    [InlineData("null", false)]
    public async Task Only_sites_that_are_named_and_our_own(string origin, bool allowed)
    {
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/hub");
        request.Headers.Add("Origin", origin);
        using var answer = await http.SendAsync(request);
        Assert.Equal(allowed ? 200 : 403, (int)answer.StatusCode);
    }
}

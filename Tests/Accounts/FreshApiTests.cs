using System.Net.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OrleansBackends.WebFrontend.Accounts;

namespace OrleansBackends.Tests.Accounts;

/// <summary>Walks the table of routes: whatever is sensitive asks for a recent proof of who is calling.</summary>
public class FreshApiTests(AppFixture app)
{
    private const string Prefix = "/api/accounts";

    /// <summary>Bodies that are well-formed, for routes that need one.</summary>
    private static readonly Dictionary<string, object> Bodies = new()
    {
        ["POST /api-keys"] = new { name = "ci", scopes = (string[])["links:read"] },
        ["POST /totp/confirm"] = new { code = "123456" },
        ["POST /passkeys"] = new { state = "x", credential = new { }, name = "x" },
        ["PATCH /passkeys/{id}"] = new { name = "x" },
        ["POST /email/change"] = new { newEmail = "somebody@example.com" },
        ["POST /admin/clients"] = new { name = "x", type = "public", grants = (string[])["authorization_code"] },
        ["PUT /admin/users/{id:guid}/roles"] = new { roles = Array.Empty<string>() },
    };

    [Theory]
    [InlineData("POST /totp")]
    [InlineData("POST /totp/confirm")]
    [InlineData("DELETE /totp")]
    [InlineData("POST /recovery-codes")]
    [InlineData("POST /passkeys/options")]
    [InlineData("POST /passkeys")]
    [InlineData("PATCH /passkeys/{id}")]
    [InlineData("DELETE /passkeys/{id}")]
    [InlineData("POST /api-keys")]
    [InlineData("POST /deletion")]
    public void A_sensitive_route_is_marked(string route) => Assert.Contains(route, Routes().Where(IsFresh).Select(Name));

    [Fact]
    public void Whatever_an_admin_changes_is_marked()
    {
        var changing = Routes().Where(r => Name(r).Contains(" /admin/", StringComparison.Ordinal) && !Name(r).StartsWith("GET ", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(changing);
        Assert.All(changing, route => Assert.True(IsFresh(route), $"{Name(route)} does not ask for a recent proof."));
    }

    [Fact]
    public async Task Every_marked_route_refuses_a_proof_of_sixteen_minutes_ago_and_takes_one_of_fourteen()
    {
        var admin = await app.CreateUserAsync("admin");
        var stale = await app.OpenStaleSessionAsync(admin, TimeSpan.FromMinutes(16));
        foreach (var route in Routes().Where(IsFresh))
        {
            await SendAsync(stale, Name(route)).IsRefusedAsync(403, "reauthentication-required");
        }

        var recent = await app.OpenStaleSessionAsync(admin, TimeSpan.FromMinutes(14));
        await SendAsync(recent, "POST /totp").IsAsync(201);
    }

    [Fact]
    public async Task The_password_makes_a_stale_session_fresh_again()
    {
        var user = await app.CreateUserAsync();
        var stale = await app.OpenStaleSessionAsync(user, TimeSpan.FromHours(1));
        await SendAsync(stale, "POST /totp").IsRefusedAsync(403, "reauthentication-required");
        var tokens = await stale.PostJsonAsync("/reauthenticate", new { password = user.Password }).JsonAsync();
        Assert.Equal(user.SessionId.ToString(), tokens.Text("sessionId"));
        stale.DefaultRequestHeaders.Authorization = new("Bearer", tokens.Text("accessToken"));
        await SendAsync(stale, "POST /totp").IsAsync(201);
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, string name)
    {
        var (method, path) = (name[..name.IndexOf(' ', StringComparison.Ordinal)], name[(name.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
        return client.SendAsync(new HttpRequestMessage(new HttpMethod(method), Prefix + path.Replace("{id:guid}", $"{Guid.NewGuid()}", StringComparison.Ordinal))
        {
            Content = method is "DELETE" ? null : JsonContent.Create(Bodies.GetValueOrDefault(name, new { })),
            Headers = { { "If-Match", "\"v1\"" } },
        });
    }

    private IEnumerable<RouteEndpoint> Routes() => app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(route => route.RoutePattern.RawText!.StartsWith($"{Prefix}/", StringComparison.Ordinal) && route.Metadata.GetMetadata<HttpMethodMetadata>() is not null);

    private static bool IsFresh(RouteEndpoint route) => route.Metadata.GetMetadata<FreshMark>() is not null;

    private static string Name(RouteEndpoint route) =>
        $"{route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0]} {route.RoutePattern.RawText![Prefix.Length..].TrimEnd('/')}";
}

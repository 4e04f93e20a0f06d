using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using OrleansBackends.Grains.Interfaces.Accounts;
using OrleansBackends.WebFrontend.Accounts;
using OrleansBackends.WebFrontend.Common;

namespace OrleansBackends.Tests.Common;

/// <summary>Somebody who has an account and a session; <see cref="Client"/> carries the access token.</summary>
public sealed record SignedInUser(HttpClient Client, UserId Id, string Email, string Username, string Password)
{
    public required Guid SessionId { get; init; }

    public required string AccessToken { get; init; }

    public required string RefreshToken { get; init; }
}

internal static class SigningIn
{
    public const string Password = "a long quiet evening";

    private static readonly CallOrigin Origin = new("Firefox on Linux", "10.0.0.0/24");

    private static readonly Lazy<string> Hash = new(() => PasswordHash.Compute(Password, PasswordForm.Account).ToString());

    /// <summary>
    /// A new user, signed in; with roles, as if by a second factor. Made behind the hashing pool, which is small and belongs to the tests of signing in.
    /// </summary>
    public static async Task<SignedInUser> CreateUserAsync(this AppFixture app, params string[] roles)
    {
        var id = new UserId(Guid.NewGuid());
        var name = $"u{id.Value:N}";
        var account = new NewAccount(id, $"{name}@example.com", name[..20], new(Hash.Value)) { Origin = Origin };
        (await app.Grains.GetGrain<IAccountGrain>(AccountKey.Of(id)).Register(account)).Require();
        if (roles.Length > 0)
        {
            (await app.Grains.GetGrain<IAdminsGrain>(IAdminsGrain.Main).SetRoles(id, roles, null, new ActedBy(id, Origin))).Require();
        }

        return await app.OpenSessionAsync(id, secondFactor: roles.Length > 0);
    }

    /// <summary>One more session of somebody, on a client of its own.</summary>
    public static async Task<SignedInUser> OpenSessionAsync(this AppFixture app, UserId user, bool secondFactor = false)
    {
        IReadOnlyList<string> methods = secondFactor ? [AuthenticationMethods.Password, AuthenticationMethods.Totp] : [AuthenticationMethods.Password];
        var wish = new NewSession(SessionKind.Token, Remember: true, methods, Origin);
        var grant = (await app.Grains.GetGrain<IAccountSessionsGrain>(AccountKey.Of(user)).SignIn(wish)).Require();
        var token = await app.Services.GetRequiredService<AccessTokens>().IssueAsync(grant);
        var client = app.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return new SignedInUser(client, user, grant.Account.Email, grant.Account.Username, Password)
        {
            SessionId = grant.SessionId,
            AccessToken = token,
            RefreshToken = grant.RefreshToken!,
        };
    }

    /// <summary>A new user over HTTP, whose client this is from now on.</summary>
    public static async Task<SignedInUser> RegisterAsync(this HttpClient client)
    {
        var id = Guid.NewGuid().ToString("N");
        var (email, username) = ($"{id}@example.com", $"u{id}"[..20]);
        using var registered = await client.PostWhenNotBusyAsync("/api/accounts/register", new { email, username, password = Password });
        Assert.Equal(HttpStatusCode.Accepted, registered.StatusCode);
        return await client.SignInAsync(email, Password);
    }

    public static async Task<SignedInUser> SignInAsync(this HttpClient client, string email, string password)
    {
        using var answer = await client.PostWhenNotBusyAsync("/api/accounts/login", new { email, password });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await client.UseAsync(answer, password);
    }

    public static async Task<SignedInUser> UseAsync(this HttpClient client, HttpResponseMessage signedIn, string password)
    {
        var body = await signedIn.Content.ReadFromJsonAsync<JsonElement>();
        var user = body.GetProperty("user");
        var token = body.GetProperty("accessToken").GetString()!;
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return new SignedInUser(
            client, new UserId(user.GetProperty("id").GetGuid()), user.GetProperty("email").GetString()!, user.GetProperty("username").GetString()!, password)
        {
            SessionId = body.GetProperty("sessionId").GetGuid(),
            AccessToken = token,
            RefreshToken = body.GetProperty("refreshToken").GetString()!,
        };
    }

    /// <summary>A process of its own has the product's hashing pool, which asks who has waited two seconds to come again.</summary>
    private static async Task<HttpResponseMessage> PostWhenNotBusyAsync(this HttpClient client, string route, object body)
    {
        using var deadline = new CancellationTokenSource(TestTime.Deadline);
        while (true)
        {
            var answer = await client.PostAsJsonAsync(route, body, deadline.Token);
            if (answer.StatusCode is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout))
            {
                return answer;
            }

            answer.Dispose();
        }
    }
}

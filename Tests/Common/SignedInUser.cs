using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Tests.Common;

/// <summary>Somebody who registered and signed in over HTTP; <see cref="Client"/> carries the access token.</summary>
public sealed record SignedInUser(HttpClient Client, UserId Id, string Email, string Username, string Password)
{
    public required Guid SessionId { get; init; }

    public required string AccessToken { get; init; }

    public required string RefreshToken { get; init; }
}

internal static class SigningIn
{
    public const string Password = "a long quiet evening";

    /// <summary>A new user with an address of his own on the network, without roles.</summary>
    public static Task<SignedInUser> CreateUserAsync(this AppFixture app) => app.CreateClient().RegisterAsync();

    /// <summary>A new user without roles, whose client this is from now on.</summary>
    public static async Task<SignedInUser> RegisterAsync(this HttpClient client)
    {
        var id = Guid.NewGuid().ToString("N");
        var (email, username) = ($"{id}@example.com", $"u{id}"[..20]);
        using var registered = await client.PostAsJsonAsync("/api/accounts/register", new { email, username, password = Password });
        Assert.Equal(System.Net.HttpStatusCode.Accepted, registered.StatusCode);
        return await client.SignInAsync(email, Password);
    }

    /// <summary>A new user who was granted these roles and has signed in since.</summary>
    public static async Task<SignedInUser> CreateUserAsync(this AppFixture app, params string[] roles)
    {
        var user = await app.CreateUserAsync();
        var by = new ActedBy(new UserId(Guid.NewGuid()), new CallOrigin("test", null));
        (await app.Grains.GetGrain<IAdminsGrain>(IAdminsGrain.Main).SetRoles(user.Id, roles, null, by)).Require();
        return await user.Client.SignInAsync(user.Email, user.Password);
    }

    /// <summary>One more session of somebody, carried by this client from now on.</summary>
    public static async Task<SignedInUser> SignInAsync(this HttpClient client, string email, string password)
    {
        using var answer = await client.PostAsJsonAsync("/api/accounts/login", new { email, password });
        Assert.Equal(System.Net.HttpStatusCode.OK, answer.StatusCode);
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
}

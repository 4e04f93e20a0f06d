using System.Net.Http.Headers;
using System.Text.Json;
using OrleansBackends.Grains.Interfaces.Accounts;
using OrleansBackends.WebFrontend.Common;

namespace OrleansBackends.Tests.Accounts;

public class SignInApiTests(AppFixture app)
{
    [Fact]
    public async Task A_user_registers_signs_in_and_reads_who_he_is()
    {
        var email = $"{Guid.NewGuid():N}@example.com";
        var client = app.CreateClient();
        await client.PostJsonAsync("/register", Registration(email)).IsAsync(202);
        var user = await client.SignInAsync($" {email.ToUpperInvariant()}", SigningIn.Password);
        var me = await user.Client.ReadAsync("/me").JsonAsync();
        Assert.Equal((user.Id.ToString(), user.Email, user.Username), (me.Text("id"), me.Text("email"), me.Text("username")));
        Assert.False(me.GetProperty("emailVerified").GetBoolean());
    }

    [Fact]
    public async Task Registering_answers_alike_for_known_and_unknown_addresses()
    {
        var user = await app.CreateUserAsync();
        var client = app.CreateClient();
        var known = await Whole(await client.PostJsonAsync("/register", Registration(user.Email)));
        var unknown = await Whole(await client.PostJsonAsync("/register", Registration($"{Guid.NewGuid():N}@example.com")));
        Assert.Equal((202, """{"status":"check-your-mail"}"""), known);
        Assert.Equal(known, unknown);
    }

    [Fact]
    public async Task Signing_in_answers_alike_for_known_and_unknown_addresses()
    {
        var user = await app.CreateUserAsync();
        var client = app.CreateClient();
        var known = await client.PostJsonAsync("/login", new { email = user.Email, password = "wrong" }).IsRefusedAsync(401, "invalid-credentials");
        var unknown = await client.PostJsonAsync("/login", new { email = $"{Guid.NewGuid():N}@example.com", password = "wrong" })
            .IsRefusedAsync(401, "invalid-credentials");
        Assert.Equal(WithoutTrace(known), WithoutTrace(unknown));
    }

    [Fact]
    public async Task Many_wrong_passwords_at_once_are_checked_five_times()
    {
        var user = await app.CreateUserAsync();
        var client = app.CreateClient();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.PostJsonAsync("/login", new { email = user.Email, password = "wrong" })));
        Assert.InRange(answers.Count(a => (int)a.StatusCode == 401), 1, 5);
        var refused = answers.First(a => (int)a.StatusCode == 429);
        Assert.NotNull(refused.Headers.RetryAfter);
        await Task.FromResult(refused).IsRefusedAsync(429, "too-many-attempts");
    }

    [Theory]
    [InlineData("short", "too-short")]
    [InlineData("Passw0rd123!", "common")]
    [InlineData("qwertyuiop", "common")]
    [InlineData("abababababab", "common")]
    [InlineData("passwordpassword", "common")]
    public async Task A_weak_password_is_refused_with_its_reasons(string password, string reason)
    {
        var body = await app.CreateClient().PostJsonAsync("/register", Registration($"{Guid.NewGuid():N}@example.com", password)).IsRefusedAsync(422, "weak-password");
        Assert.Contains(reason, body.GetProperty("reasons").EnumerateArray().Select(r => r.GetString()));
    }

    [Fact]
    public async Task A_password_like_the_name_is_refused()
    {
        var body = await app.CreateClient().PostJsonAsync("/register", new { email = "someone@example.com", username = "margaretha", password = "Margaretha-77" })
            .IsRefusedAsync(422, "weak-password");
        Assert.Equal("similar-to-identity", Assert.Single(body.GetProperty("reasons").EnumerateArray()).GetString());
    }

    [Theory]
    [InlineData("""{"email":"a@example.com","username":"abc"}""", "password")]
    [InlineData("""{"email":"a@example.com","username":"abc","password":5}""", "password")]
    [InlineData("""{"email":"a@example.com","username":"abc","password":"x","admin":true}""", "admin")]
    [InlineData("""{"email":"nowhere","username":"abc","password":"a long quiet evening"}""", "email")]
    [InlineData("""{"email":"a@example.com","username":null,"password":"a long quiet evening"}""", "username")]
    [InlineData("[]", null)]
    [InlineData("{", null)]
    public async Task Malformed_bodies_are_400_with_the_member(string json, string? member)
    {
        using var content = new StringContent(json, new MediaTypeHeaderValue("application/json"));
        var body = await app.CreateClient().PostAsync(new Uri("/api/accounts/register", UriKind.Relative), content).IsRefusedAsync(400, "invalid-request");
        Assert.Equal(member, member is null ? null : body.Text("member"));
    }

    [Theory]
    [InlineData("ab-")]
    [InlineData("a")]
    [InlineData("a b")]
    public async Task A_user_name_has_its_form(string username) =>
        await app.CreateClient().PostJsonAsync("/register", new { email = "a@example.com", username, password = SigningIn.Password })
            .IsRefusedAsync(400, "invalid-request");

    [Fact]
    public async Task A_session_is_carried_by_tokens_or_a_cookie() =>
        await app.CreateClient().PostJsonAsync("/login", new { email = "a@example.com", password = "x", session = "pigeon" }).IsRefusedAsync(400, "invalid-request");

    [Fact]
    public async Task A_taken_user_name_is_409_also_for_a_taken_address()
    {
        var user = await app.CreateUserAsync();
        var client = app.CreateClient();
        foreach (var email in (string[])[user.Email, $"{Guid.NewGuid():N}@example.com"])
        {
            await client.PostJsonAsync("/register", new { email, username = user.Username.ToUpperInvariant(), password = SigningIn.Password })
                .IsRefusedAsync(409, "username-taken");
        }

        Assert.False((await client.ReadAsync($"/usernames/{user.Username}").JsonAsync()).GetProperty("available").GetBoolean());
        Assert.True((await client.ReadAsync($"/usernames/x{user.Username}").JsonAsync()).GetProperty("available").GetBoolean());
        await client.ReadAsync("/usernames/-x").IsRefusedAsync(422, "invalid-username");
    }

    [Fact]
    public async Task A_hash_with_older_numbers_is_renewed_at_sign_in()
    {
        var user = await app.CreateUserAsync();
        var sessions = app.Grains.GetGrain<IAccountSessionsGrain>(AccountKey.Of(user.Id));
        var old = PasswordHash.Compute(user.Password, PasswordForm.Account with { Iterations = 1_000 }).ToString();
        (await sessions.ChangePassword(user.SessionId, 1, new(old), AccountTestData.Origin)).Require();
        await app.CreateClient().SignInAsync(user.Email, user.Password);
        await TestTime.Eventually(
            async () => PasswordHash.Parse((await sessions.Password())!.Hash)!.Form == PasswordForm.Account, "the hash is made anew, for which no answer waits");
        await app.CreateClient().SignInAsync(user.Email, user.Password);
    }

    [Fact]
    public async Task Answers_with_secrets_are_not_stored()
    {
        var user = await app.CreateUserAsync();
        using var answer = await app.CreateClient().PostJsonAsync("/refresh", new { refreshToken = user.RefreshToken });
        Assert.True(answer.Headers.CacheControl?.NoStore);
    }

    private static object Registration(string email, string password = SigningIn.Password) =>
        new { email, username = $"u{Guid.NewGuid():N}"[..20], password };

    private static async Task<(int Status, string Body)> Whole(HttpResponseMessage answer) =>
        ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());

    private static string WithoutTrace(JsonElement problem) =>
        string.Join('\n', problem.EnumerateObject().Where(p => p.Name != "traceId").Select(p => p.ToString()));
}

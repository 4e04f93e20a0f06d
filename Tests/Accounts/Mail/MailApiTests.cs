using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OrleansBackends.WebFrontend.Accounts;
using OrleansBackends.WebFrontend.Common;

namespace OrleansBackends.Tests.Accounts;

/// <summary>The whole way: what a person asks for, the mail as it lies in the development mailbox, and what its link does.</summary>
public class MailApiTests(AppFixture app)
{
    private const string Other = "kettle-orbit-31-plum";

    private readonly HttpClient client = app.CreateClient();
    private readonly string email = $"{Guid.NewGuid():N}@example.com";

    [Fact]
    public async Task An_address_is_verified_by_its_link_and_the_chosen_password()
    {
        await RegisterToVerifyAsync();
        var token = await app.TokenMailedAsync(email, "verify");
        await client.PostJsonAsync("/login", new { email, password = SigningIn.Password }).IsRefusedAsync(401, "invalid-credentials");
        await client.PostJsonAsync("/verify-email", new { token, password = "not the chosen one" }).IsRefusedAsync(400, "token-invalid");

        using var answer = await client.PostJsonAsync("/verify-email", new { token, password = SigningIn.Password });
        Assert.True(answer.Headers.CacheControl?.NoStore);
        var user = await client.UseAsync(answer, SigningIn.Password);
        Assert.True((await user.Client.ReadAsync("/me").JsonAsync()).GetProperty("emailVerified").GetBoolean());
        await client.PostJsonAsync("/verify-email", new { token, password = SigningIn.Password }).IsRefusedAsync(400, "token-invalid");
        await app.CreateClient().SignInAsync(email, SigningIn.Password);
    }

    [Fact]
    public async Task Another_link_is_mailed_on_request_and_voids_the_first()
    {
        await RegisterToVerifyAsync();
        var first = await app.TokenMailedAsync(email, "verify");
        await client.PostJsonAsync("/verify-email/resend", new { email }).IsAsync(202);
        await TestTime.Eventually(async () => await app.TokenMailedAsync(email, "verify") != first, "another link");
        await client.PostJsonAsync("/verify-email", new { token = first, password = SigningIn.Password }).IsRefusedAsync(400, "token-invalid");
    }

    [Fact]
    public async Task A_forgotten_password_is_set_anew_by_a_link_which_ends_every_session()
    {
        var user = await app.CreateUserAsync();
        await client.PostJsonAsync("/password/forgot", new { email = user.Email }).IsAsync(202);
        var token = await app.TokenMailedAsync(user.Email, "reset");
        await client.PostJsonAsync("/password/reset", new { token, newPassword = "short" }).IsRefusedAsync(422, "weak-password");
        await client.PostJsonAsync("/password/reset", new { token, newPassword = Other }).IsAsync(204);
        await client.PostJsonAsync("/password/reset", new { token, newPassword = Other }).IsRefusedAsync(400, "token-invalid");
        await client.PostJsonAsync("/refresh", new { refreshToken = user.RefreshToken }).IsRefusedAsync(401, "refresh-invalid");
        await client.PostJsonAsync("/login", new { email = user.Email, password = user.Password }).IsRefusedAsync(401, "invalid-credentials");
        await client.SignInAsync(user.Email, Other);
        await TestTime.Eventually(
            async () => (await app.MailboxAsync(user.Email)).Any(m => m.Subject == "Your password was changed"), "word that the password was changed");
    }

    [Fact]
    public async Task Another_address_is_confirmed_by_its_link_and_the_old_one_is_told()
    {
        var user = await app.CreateUserAsync();
        await user.Client.PostJsonAsync("/email/change", new { newEmail = email }).IsAsync(202);
        var token = await app.TokenMailedAsync(email, "email");
        await client.PostJsonAsync("/email/confirm", new { token }).IsAsync(204);
        await client.PostJsonAsync("/email/confirm", new { token }).IsRefusedAsync(400, "token-invalid");
        Assert.Equal(email, (await user.Client.ReadAsync("/me").JsonAsync()).Text("email"));
        await TestTime.Eventually(
            async () => (await app.MailboxAsync(user.Email)).Any(m => m.Subject == "The address of your account was changed"), "word to the old address");
        await client.SignInAsync(email, user.Password);
        await client.PostJsonAsync("/login", new { email = user.Email, password = user.Password }).IsRefusedAsync(401, "invalid-credentials");
    }

    [Theory]
    [InlineData("/verify-email/resend")]
    [InlineData("/password/forgot")]
    public async Task Whether_an_address_has_an_account_is_not_told(string route)
    {
        var user = await app.CreateUserAsync();
        var known = await WholeAsync(await app.CreateClient().PostJsonAsync(route, new { email = user.Email }));
        var unknown = await WholeAsync(await app.CreateClient().PostJsonAsync(route, new { email }));
        Assert.Equal("""202 {"status":"check-your-mail"}""", known.Split('\n')[0]);
        Assert.Equal(known, unknown);
    }

    [Fact]
    public async Task Beyond_five_mails_an_hour_an_address_gets_none_and_nobody_is_told()
    {
        var user = await app.CreateUserAsync();
        for (var i = 0; i < 7; i++)
        {
            await app.CreateClient().PostJsonAsync("/password/forgot", new { email = user.Email }).IsAsync(202);
        }

        var asked = await user.Client.ReadAsync("/audit?kind=password-reset-asked").JsonAsync();
        Assert.Equal(5, asked.GetProperty("items").GetArrayLength());
    }

    [Theory]
    [InlineData("/verify-email", """{"token":"x","password":"y"}""", "token-invalid")]
    [InlineData("/password/reset", """{"token":"x","newPassword":"y"}""", "token-invalid")]
    [InlineData("/email/confirm", """{"token":"x"}""", "token-invalid")]
    [InlineData("/password/forgot", """{"email":"nowhere"}""", "invalid-request")]
    [InlineData("/password/forgot", """{"email":"a@example.com","x":1}""", "invalid-request")]
    public async Task What_is_no_token_or_no_address_is_400(string route, string json, string code)
    {
        using var content = new StringContent(json, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));
        await client.PostAsync(new Uri($"/api/accounts{route}", UriKind.Relative), content).IsRefusedAsync(400, code);
    }

    [Fact]
    public async Task Without_mail_nothing_is_offered_by_mail()
    {
        var services = app.Services;
        var flows = new MailFlows(
            app.Grains, services.GetRequiredService<AccountFlows>(), services.GetRequiredService<AccountPasswords>(), services.GetRequiredService<PasswordPolicy>(),
            services.GetRequiredService<RouteLimits>(), Options.Create(new AccountsOptions { MailOff = true }));
        Assert.Equal("mail-off", (await flows.ForgotAsync(email, AccountTestData.Origin)).Error!.Code);
        Assert.Equal("mail-off", (await flows.ResendAsync(email)).Error!.Code);
    }

    private static async Task<string> WholeAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            var headers = answer.Headers.Concat(answer.Content.Headers).Where(h => h.Key != "Date").OrderBy(h => h.Key).Select(h => $"{h.Key}: {string.Join(',', h.Value)}");
            return $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}\n{string.Join('\n', headers)}";
        }
    }

    private async Task RegisterToVerifyAsync()
    {
        var services = app.Services;
        var flows = ActivatorUtilities.CreateInstance<AccountFlows>(services, Options.Create(new AccountsOptions { RequireVerifiedEmail = true }));
        var request = new RegisterRequest { Email = email, Username = $"u{Guid.NewGuid():N}"[..20], Password = SigningIn.Password };
        (await flows.RegisterAsync(request, AccountTestData.Origin, null)).Require();
    }
}

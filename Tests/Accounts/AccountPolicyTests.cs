using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OrleansBackends.Grains.Interfaces.Accounts;
using OrleansBackends.WebFrontend.Accounts;

namespace OrleansBackends.Tests.Accounts;

/// <summary>What settings and limits decide.</summary>
public class AccountPolicyTests(AppFixture app)
{
    private static readonly string[] Scopes = ["links:read"];

    [Fact]
    public async Task Closed_registration_is_refused()
    {
        var refused = await Flows(new AccountsOptions { RegistrationOpen = false }).RegisterAsync(Request(), AccountTestData.Origin, null);
        Assert.Equal((ErrorKind.Forbidden, "registration-closed"), (refused.Error!.Kind, refused.Error.Code));
    }

    [Fact]
    public async Task An_address_that_must_be_verified_cannot_sign_in_yet()
    {
        var flows = Flows(new AccountsOptions { RequireVerifiedEmail = true });
        var request = Request();
        Assert.True((await flows.RegisterAsync(request, AccountTestData.Origin, null)).IsOk);
        var login = await flows.SignInAsync(new LoginRequest { Email = request.Email, Password = request.Password }, AccountTestData.Origin, device: null);
        Assert.Equal("invalid-credentials", login.Error!.Code);
    }

    [Fact]
    public async Task Sensitive_calls_need_a_password_that_was_given_lately()
    {
        var user = await app.CreateUserAsync();
        var me = await app.Grains.GetGrain<IAccountGrain>(AccountKey.Of(user.Id)).Me();
        var stale = await app.Services.GetRequiredService<AccessTokens>().IssueAsync(new SessionGrant
        {
            SessionId = user.SessionId,
            AuthenticatedAt = DateTimeOffset.UtcNow.AddMinutes(-16),
            Generation = 1,
            Methods = ["pwd"],
            Account = me.Require(),
        });
        user.Client.DefaultRequestHeaders.Authorization = new("Bearer", stale);
        await user.Client.PostJsonAsync("/api-keys", new { name = "ci", scopes = Scopes }).IsRefusedAsync(403, "reauthentication-required");
        await user.Client.ReadAsync("/me").IsAsync(200);
    }

    [Fact]
    public async Task An_address_of_the_network_registers_twenty_times_an_hour()
    {
        var client = app.CreateClient();
        var weak = new { email = "a@example.com", username = "abc", password = "short" };
        for (var i = 0; i < 20; i++)
        {
            await client.PostJsonAsync("/register", weak).IsRefusedAsync(422, "weak-password");
        }

        await client.PostJsonAsync("/register", weak).IsRefusedAsync(429, "rate-limited");
    }

    [Theory]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1", "Safari on iPhone")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows")]
    [InlineData("curl/8.5.0", "curl")]
    [InlineData("", "Unknown device")]
    public void Devices_have_names_that_people_know(string agent, string name) => Assert.Equal(name, DeviceName.Of(agent));

    [Theory]
    [InlineData("192.0.2.77", "192.0.2.0/24")]
    [InlineData("2001:db8:1:2:3::4", "2001:db8:1::/48")]
    public void Of_an_address_only_the_network_is_kept(string address, string kept) => Assert.Equal(kept, Caller.Network(System.Net.IPAddress.Parse(address)));

    private static RegisterRequest Request()
    {
        var name = $"u{Guid.NewGuid():N}";
        return new RegisterRequest { Email = $"{name}@example.com", Username = name[..20], Password = SigningIn.Password };
    }

    private AccountFlows Flows(AccountsOptions options)
    {
        var services = app.Services;
        return new AccountFlows(
            app.Grains, services.GetRequiredService<AccountPasswords>(), services.GetRequiredService<PasswordPolicy>(),
            Options.Create(options), TimeProvider.System, NullLogger<AccountFlows>.Instance);
    }
}

using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Tests.Accounts;

public class ReauthenticationTests(AppFixture app)
{
    [Fact]
    public async Task Whoever_guesses_at_the_address_does_not_keep_its_owner_from_confirming()
    {
        var user = await app.CreateUserAsync();
        var (_, status) = await app.WhileClosedAsync(user, async () =>
        {
            using var answer = await user.Client.PostJsonAsync("/reauthenticate", new { password = user.Password });
            return (int)answer.StatusCode;
        });
        Assert.Equal(200, status);
    }

    [Fact]
    public async Task Guesses_within_a_session_are_charged_to_it_and_to_no_other()
    {
        var user = await app.CreateUserAsync();
        var other = await app.OpenSessionAsync(user.Id);
        var address = app.Grains.GetGrain<IAccountNameGrain>(AccountNameKey.Email(AddressKey.Of(user.Email)!));
        await TestTime.Eventually(
            async () =>
            {
                while ((await address.BeginDeviceAttempt(new KnownDevice(user.Id, user.SessionId))).IsOk)
                {
                    // As often as it is taken.
                }

                using var answer = await user.Client.PostJsonAsync("/reauthenticate", new { password = "wrong" });
                return (int)answer.StatusCode == 429;
            },
            "the session's budget is spent");
        await other.Client.PostJsonAsync("/reauthenticate", new { password = user.Password }).IsAsync(200);
        await app.CreateClient().SignInAsync(user.Email, user.Password);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"password":"x","totp":"123456"}""")]
    [InlineData("""{"passkey":{}}""")]
    [InlineData("""{"state":"x"}""")]
    [InlineData("""{"password":"x","state":"x"}""")]
    [InlineData("""{"totp":"12345"}""")]
    public async Task Exactly_one_proof_is_given(string body)
    {
        var user = await app.CreateUserAsync();
        await user.Client.PostJsonAsync("/reauthenticate", System.Text.Json.JsonElement.Parse(body)).IsRefusedAsync(400, "invalid-request");
    }
}

namespace OrleansBackends.Tests.Accounts.OAuth;

/// <summary>A code is good for one attempt, whatever was wrong with it, and a token travels in no address.</summary>
public class CodeAttemptTests(AppFixture app)
{
    [Fact]
    public async Task A_code_is_burnt_by_an_attempt_with_another_address()
    {
        var (client, code) = await OAuthApp.CodeAsync(app);
        foreach (var uri in (string[])[OAuthApp.RedirectUri + "/", OAuthApp.RedirectUri])
        {
            var (status, body) = await client.ExchangeAsync(app, code, redirectUri: uri);
            Assert.Equal((400, "invalid_grant"), (status, body.Text("error")));
        }
    }

    [Theory]
    [InlineData("code_verifier", null)]
    [InlineData("code_verifier", "not-the-verifier-that-the-challenge-was-made-of")]
    [InlineData("redirect_uri", null)]
    public async Task A_code_is_burnt_by_an_attempt_with(string parameter, string? value)
    {
        var (client, code) = await OAuthApp.CodeAsync(app);
        var form = client.Exchange(code);
        if (value is null)
        {
            form.Remove(parameter);
        }
        else
        {
            form[parameter] = value;
        }

        Assert.Equal(400, (await OAuthApp.ExchangeAsync(app, form)).Status);
        var (status, body) = await client.ExchangeAsync(app, code);
        Assert.Equal((400, "invalid_grant"), (status, body.Text("error")));
    }

    [Fact]
    public async Task A_token_in_an_address_is_none()
    {
        var (client, code) = await OAuthApp.CodeAsync(app);
        var token = (await client.ExchangeAsync(app, code)).Body.Text("access_token");
        using var machine = app.CreateClient();
        using var answer = await machine.GetAsync($"/connect/userinfo?access_token={token}");
        Assert.Equal(401, (int)answer.StatusCode);
    }
}

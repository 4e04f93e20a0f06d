using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OrleansBackends.WebFrontend.Accounts;

namespace OrleansBackends.Tests.Chat.Live;

public sealed class TokenEndTests(AppFixture app)
{
    private static readonly string[] Kept = ["sub", "sid", "jti", "name"];

    [Fact]
    public async Task A_connection_ends_with_its_token_although_nothing_is_said()
    {
        var ann = await app.CreateUserAsync();
        await using var lasting = await ChatConnection.Open(app.Server, ann);
        await using var ending = await ChatConnection.Open(app.Server, ann with { AccessToken = await TokenAsync(ann, TimeSpan.FromSeconds(4)) });
        await ending.Value("Idle", false);
        await ending.Closed();
        Assert.True(await lasting.Stays());
    }

    /// <summary>The user's token once more, with less time left.</summary>
    private async Task<string> TokenAsync(SignedInUser user, TimeSpan left)
    {
        var (told, now) = (new JsonWebToken(user.AccessToken), DateTimeOffset.UtcNow);
        var claims = Kept.ToDictionary(name => name, name => (object)told.GetPayloadValue<string>(name));
        claims["gen"] = told.GetPayloadValue<int>("gen");
        claims["auth_time"] = told.GetPayloadValue<long>("auth_time");
        claims["amr"] = told.GetPayloadValue<string[]>("amr");
        var signers = (await app.Services.GetRequiredService<TokenKeys>().GetAsync()).Signers(now);
        return signers.Use(signer => signer.Sign(new SecurityTokenDescriptor
        {
            TokenType = AccessTokens.Type,
            Issuer = told.Issuer,
            Audience = told.Issuer,
            IssuedAt = now.UtcDateTime,
            Expires = (now + left).UtcDateTime,
            Claims = claims,
        }));
    }
}

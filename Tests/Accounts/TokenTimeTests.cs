using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using OrleansBackends.Grains.Interfaces.Accounts;
using OrleansBackends.WebFrontend.Accounts;
using OrleansBackends.WebFrontend.Common;

namespace OrleansBackends.Tests.Accounts;

/// <summary>Clocks of two processes may differ by half a minute.</summary>
public class TokenTimeTests(AppFixture app)
{
    [Theory]
    [InlineData(20, true)]
    [InlineData(40, false)]
    [InlineData(-610, true)]
    [InlineData(-640, false)]
    public async Task A_token_is_good_for_ten_minutes_give_or_take_thirty_seconds(int seconds, bool good)
    {
        var user = await app.CreateUserAsync();
        var me = (await app.Grains.GetGrain<IAccountGrain>(AccountKey.Of(user.Id)).Me()).Require();
        var services = app.Services;
        var maker = new AccessTokens(
            services.GetRequiredService<TokenKeys>(), services.GetRequiredService<HeldBackRoles>(), services.GetRequiredService<IOptions<FrontendOptions>>(),
            new FakeTimeProvider(DateTimeOffset.UtcNow.AddSeconds(seconds)));
        var token = await maker.IssueAsync(new SessionGrant
        {
            SessionId = user.SessionId,
            AuthenticatedAt = DateTimeOffset.UtcNow,
            Generation = 1,
            Methods = ["pwd"],
            Account = me,
        });
        Assert.Equal(good, await services.GetRequiredService<AccessTokenReader>().ReadAsync(token) is not null);
    }
}

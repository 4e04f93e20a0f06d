using OrleansBackends.Grains.Accounts;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Tests.Accounts.OAuth;

[Collection<ClusterCollection>]
public class CodeGrainTests(ClusterFixture cluster)
{
    [Fact]
    public async Task A_code_gives_tokens_for_what_was_allowed()
    {
        var allowed = await cluster.AllowAsync();
        var grant = (await (await CodeAsync(allowed)).Redeem(allowed.Redemption())).Require();
        Assert.Equal((allowed.Id, allowed.Client, "nonce", allowed.User), (grant.Authorization, grant.Client.ClientId, grant.Nonce, grant.Standing.Account.Id));
        Assert.NotNull(grant.RefreshToken);
    }

    [Fact]
    public async Task Of_parallel_exchanges_one_succeeds_and_the_others_end_what_came_of_it()
    {
        var allowed = await cluster.AllowAsync();
        var code = await CodeAsync(allowed);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => code.Redeem(allowed.Redemption())));
        var grant = Assert.Single(answers, a => a.IsOk).Value!;
        Assert.All(answers.Where(a => !a.IsOk), a => Assert.Equal("invalid-grant", a.Error!.Code));
        Assert.Null(await cluster.Grains.Authorization(allowed.Id).Live());
        Assert.Equal("invalid-grant", (await RefreshAsync(allowed, grant)).Error!.Code);
    }

    [Theory]
    [InlineData("client")]
    [InlineData("address")]
    [InlineData("verifier")]
    [InlineData("no verifier")]
    public async Task A_first_attempt_that_does_not_agree_burns_the_code(string wrong)
    {
        var allowed = await cluster.AllowAsync();
        var code = await CodeAsync(allowed);
        var good = allowed.Redemption();
        var refused = await code.Redeem(wrong switch
        {
            "client" => good with { ClientId = "another" },
            "address" => good with { RedirectUri = OAuthData.RedirectUri + "/" },
            "verifier" => good with { Verifier = "x" + OAuthData.Verifier },
            _ => good with { Verifier = null },
        });
        Assert.Equal("invalid-grant", refused.Error!.Code);
        await cluster.DeactivateAsync(code);
        Assert.Equal("invalid-grant", (await code.Redeem(good)).Error!.Code);
    }

    [Fact]
    public async Task A_code_ends_after_a_minute_and_is_forgotten_after_an_hour()
    {
        var allowed = await cluster.AllowAsync();
        var code = await CodeAsync(allowed);
        cluster.Time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal("invalid-grant", (await code.Redeem(allowed.Redemption())).Error!.Code);
        cluster.Time.Advance(TimeSpan.FromHours(1));
        await cluster.EndsAsync(code, () => code.AsReference<IOutboxGrain>().DeliverOutbox());
        Assert.Equal("invalid-grant", (await code.Redeem(allowed.Redemption())).Error!.Code);
        Assert.NotNull(await cluster.Grains.Authorization(allowed.Id).Live());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_code_whose_burning_failed_gives_no_tokens_and_never_two(bool afterWriting)
    {
        var allowed = await cluster.AllowAsync();
        var text = await cluster.Grains.PutCodeAsync(allowed);
        var code = cluster.Grains.Code(text);
        cluster.FailWrites(OAuthCodeState.Name, OAuthKeys.Code(text), afterWriting: afterWriting);
        await cluster.EndsAsync(code, () => Assert.ThrowsAnyAsync<Exception>(() => code.Redeem(allowed.Redemption())));
        var again = await code.Redeem(allowed.Redemption());
        Assert.Equal(!afterWriting, again.IsOk);
        Assert.False((await code.Redeem(allowed.Redemption())).IsOk);
    }

    [Fact]
    public async Task A_client_that_is_switched_off_and_an_account_that_may_not_act_get_nothing()
    {
        var allowed = await cluster.AllowAsync();
        var code = await CodeAsync(allowed);
        (await cluster.Grains.GetGrain<IOAuthClientGrain>(OAuthKeys.Client(allowed.Client))
            .Change(OAuthData.Settings with { Enabled = false }, null, OAuthData.Admin)).Require();
        Assert.Equal("invalid-grant", (await code.Redeem(allowed.Redemption())).Error!.Code);

        var other = await cluster.AllowAsync();
        (await cluster.Grains.GetGrain<IAdminsGrain>(IAdminsGrain.Main).Disable(other.User, null, OAuthData.Admin)).Require();
        Assert.Equal("invalid-grant", (await (await CodeAsync(other)).Redeem(other.Redemption())).Error!.Code);
    }

    private async Task<IOAuthCodeGrain> CodeAsync(Allowed allowed) => cluster.Grains.Code(await cluster.Grains.PutCodeAsync(allowed));

    private Task<Result<OAuthGrant>> RefreshAsync(Allowed allowed, OAuthGrant grant) =>
        cluster.Grains.Authorization(allowed.Id).Refresh(allowed.Client, grant.Secret(), [], AccountTestData.Origin);
}

using Microsoft.Extensions.DependencyInjection;
using OrleansBackends.Grains.Accounts;
using OrleansBackends.Grains.Interfaces.Accounts;
using static OrleansBackends.Tests.Accounts.AccountTestData;

namespace OrleansBackends.Tests.Accounts.OAuth;

[Collection<ClusterCollection>]
public class AuthorizationGrainTests(ClusterFixture cluster)
{
    [Fact]
    public async Task Fifty_parallel_refreshes_of_one_token_give_one_successor()
    {
        var (allowed, grant) = await IssuedAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => RefreshAsync(allowed, grant)));
        Assert.Single(answers.Select(a => a.Require().RefreshToken).Distinct());
        Assert.NotEqual(grant.RefreshToken, answers[0].Value!.RefreshToken);
    }

    [Fact]
    public async Task Reuse_after_the_leeway_ends_the_authorization_and_its_tokens()
    {
        var (allowed, grant) = await IssuedAsync();
        var next = (await RefreshAsync(allowed, grant)).Require();
        cluster.Time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal("invalid-grant", (await RefreshAsync(allowed, grant)).Error!.Code);
        Assert.Equal("invalid-grant", (await RefreshAsync(allowed, next)).Error!.Code);
        await CutAsync(allowed, AuditKinds.RefreshReuse);
    }

    [Fact]
    public async Task The_predecessor_of_a_predecessor_ends_it_at_once()
    {
        var (allowed, first) = await IssuedAsync();
        var second = (await RefreshAsync(allowed, first)).Require();
        (await RefreshAsync(allowed, second)).Require();
        Assert.Equal("invalid-grant", (await RefreshAsync(allowed, first)).Error!.Code);
        Assert.Null(await cluster.Grains.Authorization(allowed.Id).Live());
    }

    [Fact]
    public async Task More_scopes_than_were_allowed_are_refused_and_turn_nothing()
    {
        var (allowed, grant) = await IssuedAsync();
        Assert.Equal("invalid-scope", (await RefreshAsync(allowed, grant, "openid", "links:write")).Error!.Code);
        var less = (await RefreshAsync(allowed, grant, "openid")).Require();
        Assert.Equal(["openid", "offline_access"], less.Scopes);
    }

    [Fact]
    public async Task Another_client_cannot_use_the_token_and_does_not_end_it()
    {
        var (allowed, grant) = await IssuedAsync();
        Assert.Equal("invalid-grant", (await RefreshAsync(allowed with { Client = "another" }, grant)).Error!.Code);
        await cluster.Grains.Authorization(allowed.Id).End("another");
        (await RefreshAsync(allowed, grant)).Require();
    }

    [Fact]
    public async Task Consent_withdrawn_ends_it_and_only_for_its_user()
    {
        var (allowed, grant) = await IssuedAsync();
        var authorization = cluster.Grains.Authorization(allowed.Id);
        Assert.Equal("authorization-not-found", (await authorization.Revoke(new UserId(Guid.NewGuid()), Origin)).Error!.Code);
        (await authorization.Revoke(allowed.User, Origin)).Require();
        await cluster.DeactivateAsync(authorization);
        Assert.Equal("invalid-grant", (await RefreshAsync(allowed, grant)).Error!.Code);
        await CutAsync(allowed, AuditKinds.AppRevoked);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task After_a_failed_write_the_token_is_turned_at_most_once(bool afterWriting)
    {
        var (allowed, grant) = await IssuedAsync();
        var authorization = cluster.Grains.Authorization(allowed.Id);
        await DeliveredAsync(allowed);
        cluster.FailWrites(OAuthAuthorizationState.Name, OAuthKeys.Authorization(allowed.Id), afterWriting: afterWriting);
        await cluster.EndsAsync(authorization, () => Assert.ThrowsAnyAsync<Exception>(() => RefreshAsync(allowed, grant)));
        var next = (await RefreshAsync(allowed, grant)).Require();
        Assert.Equal(next.RefreshToken, (await RefreshAsync(allowed, grant)).Require().RefreshToken);
        (await RefreshAsync(allowed, next)).Require();
    }

    [Fact]
    public async Task It_ends_after_14_idle_days_and_is_forgotten_30_days_later()
    {
        var (allowed, grant) = await IssuedAsync();
        await DeliveredAsync(allowed);
        var authorization = cluster.Grains.Authorization(allowed.Id);
        cluster.Time.Advance(TimeSpan.FromDays(14));
        Assert.Equal("invalid-grant", (await RefreshAsync(allowed, grant)).Error!.Code);
        cluster.Time.Advance(TimeSpan.FromDays(30));
        await cluster.EndsAsync(authorization, () => authorization.AsReference<IOutboxGrain>().DeliverOutbox());
        Assert.Equal("authorization-not-found", (await authorization.Revoke(allowed.User, Origin)).Error!.Code);
    }

    private async Task<(Allowed Allowed, OAuthGrant Grant)> IssuedAsync()
    {
        var allowed = await cluster.AllowAsync();
        return (allowed, (await cluster.Grains.Authorization(allowed.Id).Issue()).Require());
    }

    private Task<Result<OAuthGrant>> RefreshAsync(Allowed allowed, OAuthGrant grant, params string[] scopes) =>
        cluster.Grains.Authorization(allowed.Id).Refresh(allowed.Client, grant.Secret(), scopes, Origin);

    private async Task CutAsync(Allowed allowed, string kind)
    {
        await ToldAsync(allowed, kind);
        var page = await cluster.Grains.GetGrain<IAccountQueries>(IAccountQueries.Key).CutsSince(cluster.Time.Now.AddMinutes(-1), null);
        Assert.Contains(page.Cuts, cut => cut.Id == allowed.Id.ToString("D") && cut.User == allowed.User);
    }

    /// <summary>Answers when the authorization owes nothing more, so that the next write is the test's own.</summary>
    private Task DeliveredAsync(Allowed allowed) => TestTime.Eventually(
        async () => (await cluster.Services.GetRequiredService<QueryDatabase>().Query<string>(
            "SELECT grain_key FROM grain_state WHERE state_name = @state AND grain_key = @key AND json_array_length(state, '$.outbox') > 0",
            new { state = OAuthAuthorizationState.Name, key = OAuthKeys.Authorization(allowed.Id) })).Count == 0,
        "the account is told of the authorization");

    /// <summary>Answers when the account has noted it.</summary>
    private Task ToldAsync(Allowed allowed, string kind) => TestTime.Eventually(
        async () => (await cluster.Grains.GetGrain<IAccountQueries>(IAccountQueries.Key)
            .Audit(allowed.User, kind, new PageRequest(1, null))).Require().Items.Count > 0,
        $"the account has noted {kind}");
}

using OrleansBackends.Grains.Accounts;
using OrleansBackends.Grains.Interfaces.Accounts;
using static OrleansBackends.Tests.Accounts.AccountTestData;

namespace OrleansBackends.Tests.Accounts;

[Collection<ClusterCollection>]
public class SessionGrainTests(ClusterFixture cluster)
{
    [Fact]
    public async Task Fifty_parallel_refreshes_of_one_token_give_one_successor()
    {
        var (sessions, token) = await SignedInAsync();
        var grants = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => sessions.Refresh(token.Session, token.Secret, Origin)));
        Assert.Single(grants.Select(g => g.Require().RefreshToken).Distinct());
        var next = grants[0].Require().Read();
        Assert.NotEqual(token.Secret, next.Secret);
        Assert.True((await sessions.Refresh(next.Session, next.Secret, Origin)).IsOk);
    }

    [Fact]
    public async Task The_successor_survives_deactivation()
    {
        var (sessions, token) = await SignedInAsync();
        var first = (await sessions.Refresh(token.Session, token.Secret, Origin)).Require();
        await cluster.DeactivateAsync(sessions);
        Assert.Equal(first.RefreshToken, (await sessions.Refresh(token.Session, token.Secret, Origin)).Require().RefreshToken);
    }

    [Fact]
    public async Task A_token_used_again_after_thirty_seconds_ends_the_session()
    {
        var (sessions, token) = await SignedInAsync();
        var next = (await sessions.Refresh(token.Session, token.Secret, Origin)).Require().Read();
        cluster.Time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal("refresh-invalid", (await sessions.Refresh(token.Session, token.Secret, Origin)).Error!.Code);
        Assert.Equal("refresh-invalid", (await sessions.Refresh(next.Session, next.Secret, Origin)).Error!.Code);
        Assert.Empty(await sessions.List(null));
    }

    [Fact]
    public async Task The_predecessor_of_the_predecessor_ends_the_session()
    {
        var (sessions, token) = await SignedInAsync();
        var second = (await sessions.Refresh(token.Session, token.Secret, Origin)).Require().Read();
        var third = (await sessions.Refresh(second.Session, second.Secret, Origin)).Require().Read();
        Assert.Equal("refresh-invalid", (await sessions.Refresh(token.Session, token.Secret, Origin)).Error!.Code);
        Assert.Equal("refresh-invalid", (await sessions.Refresh(third.Session, third.Secret, Origin)).Error!.Code);
    }

    [Fact]
    public async Task A_rotation_that_could_not_be_written_leaves_the_token_good()
    {
        var (sessions, token) = await SignedInAsync();
        cluster.FailWrites(AccountState.Name, AccountKey.Of(token.User));
        await Assert.ThrowsAnyAsync<Exception>(() => sessions.Refresh(token.Session, token.Secret, Origin));
        Assert.True((await sessions.Refresh(token.Session, token.Secret, Origin)).IsOk);
    }

    [Fact]
    public async Task A_rotation_whose_answer_was_lost_repeats_into_the_leeway()
    {
        var (sessions, token) = await SignedInAsync();
        cluster.FailWrites(AccountState.Name, AccountKey.Of(token.User), afterWriting: true);
        await Assert.ThrowsAnyAsync<Exception>(() => sessions.Refresh(token.Session, token.Secret, Origin));
        Assert.True((await sessions.Refresh(token.Session, token.Secret, Origin)).IsOk);
    }

    [Fact]
    public async Task An_idle_session_ends_after_fourteen_days()
    {
        var (sessions, token) = await SignedInAsync();
        cluster.Time.Advance(TimeSpan.FromDays(14));
        Assert.Equal("refresh-invalid", (await sessions.Refresh(token.Session, token.Secret, Origin)).Error!.Code);
    }

    [Fact]
    public async Task Signing_out_ends_this_session_only_and_may_be_repeated()
    {
        var (sessions, token) = await SignedInAsync();
        var other = await cluster.SignInAsync(token.User);
        Assert.True((await sessions.SignOutWith(token.Session, token.Secret, Origin)).IsOk);
        Assert.True((await sessions.SignOutWith(token.Session, token.Secret, Origin)).IsOk);
        Assert.True((await sessions.SignOut(token.Session, Origin)).IsOk);
        var left = Assert.Single(await sessions.List(other.SessionId));
        Assert.Equal((other.SessionId, true), (left.Id, left.Current));
    }

    [Fact]
    public async Task A_foreign_secret_signs_nobody_out()
    {
        var (sessions, token) = await SignedInAsync();
        Assert.True((await sessions.SignOutWith(token.Session, new byte[32], Origin)).IsOk);
        Assert.Single(await sessions.List(null));
    }

    [Fact]
    public async Task Revoking_others_keeps_the_caller()
    {
        var (sessions, token) = await SignedInAsync();
        await cluster.SignInAsync(token.User);
        await cluster.SignInAsync(token.User);
        Assert.True((await sessions.RevokeOthers(token.Session, Origin)).IsOk);
        Assert.Equal(token.Session, Assert.Single(await sessions.List(null)).Id);
        Assert.Equal("session-not-found", (await sessions.Revoke(Guid.NewGuid(), token.Session, Origin)).Error!.Code);
    }

    [Fact]
    public async Task Changing_the_password_keeps_this_session_only()
    {
        var (sessions, token) = await SignedInAsync();
        await cluster.SignInAsync(token.User);
        var kept = (await sessions.Password())!;
        Assert.True((await sessions.ChangePassword(token.Session, kept.Version, new("new-hash"), Origin)).IsOk);
        Assert.Equal(token.Session, Assert.Single(await sessions.List(null)).Id);
        Assert.Equal("new-hash", (await sessions.Password())!.Hash);
        Assert.Equal("invalid-credentials", (await sessions.ChangePassword(token.Session, kept.Version, new("other"), Origin)).Error!.Code);
    }

    private async Task<(IAccountSessionsGrain Sessions, RefreshToken Token)> SignedInAsync()
    {
        var user = await cluster.RegisterAsync();
        var token = (await cluster.SignInAsync(user)).Read();
        await cluster.DeliveredAsync(user);
        return (cluster.Account<IAccountSessionsGrain>(user), token);
    }
}

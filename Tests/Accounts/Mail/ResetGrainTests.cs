using OrleansBackends.Grains.Accounts;
using OrleansBackends.Grains.Interfaces.Accounts;
using static OrleansBackends.Tests.Accounts.AccountTestData;

namespace OrleansBackends.Tests.Accounts;

[Collection<ClusterCollection>]
public class ResetGrainTests(ClusterFixture cluster)
{
    private const string Workflow = "accounts-reset-password";

    [Fact]
    public async Task The_mailed_link_sets_another_password_once_and_ends_every_session()
    {
        var user = await cluster.RegisterAsync();
        var grant = await cluster.SignInAsync(user);
        await Account(user).RequestReset(Origin);
        var secret = (await cluster.MailAsync(user, Workflow)).Token.Secret;
        Assert.Equal(user, (await Account(user).WhoResets(secret)).Require().Id);
        var results = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Account(user).ResetPassword(secret, new($"hash {i}"), Origin)));
        Assert.Single(results, r => r.IsOk);
        Assert.Equal("token-invalid", (await Account(user).WhoResets(secret)).Error!.Code);

        var sessions = cluster.Account<IAccountSessionsGrain>(user);
        Assert.Empty(await sessions.List(null));
        Assert.Equal("refresh-invalid", (await sessions.Refresh(grant.SessionId, grant.Read().Secret, Origin)).Error!.Code);
        Assert.StartsWith("hash ", (await sessions.Password())!.Hash, StringComparison.Ordinal);
        Assert.True((await cluster.SignInAsync(user)).Generation > grant.Generation);
        Assert.Single(await cluster.MailsAsync(user, "accounts-password-changed"));
    }

    [Fact]
    public async Task A_link_is_good_for_half_an_hour_and_until_the_next_one()
    {
        var user = await cluster.RegisterAsync();
        await Account(user).RequestReset(Origin);
        var first = await cluster.MailAsync(user, Workflow);
        await Account(user).RequestReset(Origin);
        var second = (await cluster.MailsAsync(user, Workflow)).Single(m => m.Token.Write() != first.Token.Write());
        Assert.Equal("token-invalid", (await Account(user).ResetPassword(first.Token.Secret, new("x"), Origin)).Error!.Code);
        cluster.Time.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal("token-invalid", (await Account(user).ResetPassword(second.Token.Secret, new("x"), Origin)).Error!.Code);
    }

    [Fact]
    public async Task A_link_is_for_one_purpose_and_for_one_account()
    {
        var (user, other) = (await cluster.RegisterAsync(), await cluster.RegisterAsync());
        await Account(user).RequestReset(Origin);
        var secret = (await cluster.MailAsync(user, Workflow)).Token.Secret;
        Assert.Null(await Account(user).PasswordToVerify(secret));
        Assert.Equal("token-invalid", (await Account(user).ConfirmEmail(secret, Origin)).Error!.Code);
        Assert.Equal("token-invalid", (await Account(other).ResetPassword(secret, new("x"), Origin)).Error!.Code);
    }

    [Fact]
    public async Task Who_has_no_account_or_one_that_was_never_verified_gets_no_mail()
    {
        var unverified = NewAccount(verifyFirst: true);
        await cluster.Account<IAccountGrain>(unverified.Id).Register(unverified);
        await Account(unverified.Id).RequestReset(Origin);
        Assert.Empty(await cluster.MailsAsync(unverified.Id, Workflow));

        var nobody = new UserId(Guid.NewGuid());
        await Account(nobody).RequestReset(Origin);
        await Account(nobody).SendVerification();
        Assert.Equal("user-not-found", (await cluster.Account<IAccountGrain>(nobody).Me()).Error!.Code);
    }

    [Fact]
    public async Task What_an_admin_requires_is_mailed_and_lets_the_user_in_again()
    {
        var user = await cluster.RegisterAsync();
        (await cluster.Account<IAccountControlGrain>(user).RequireReset(new ActedBy(user, Origin))).Require();
        Assert.Equal("password-reset-required",
            (await cluster.Account<IAccountSessionsGrain>(user).SignIn(new NewSession(SessionKind.Token, true, ["pwd"], Origin))).Error!.Code);
        Assert.True((await Account(user).ResetPassword((await cluster.MailAsync(user, Workflow)).Token.Secret, new("new"), Origin)).IsOk);
        await cluster.SignInAsync(user);
    }

    [Fact]
    public async Task Keys_made_before_the_address_was_verified_go_with_a_reset()
    {
        var user = await cluster.RegisterAsync();
        var keys = cluster.Account<IAccountApiKeysGrain>(user);
        var session = (await cluster.SignInAsync(user)).SessionId;
        (await keys.Make(new NewApiKey("stranger", ["links:read"], null), session, Origin, null)).Require();
        await Account(user).RequestReset(Origin);
        (await Account(user).ResetPassword((await cluster.MailAsync(user, Workflow)).Token.Secret, new("new"), Origin)).Require();
        Assert.Empty(await keys.List());
        Assert.True((await cluster.Account<IAccountGrain>(user).Me()).Require().EmailVerified);
    }

    [Fact]
    public async Task A_changed_password_voids_the_links_that_were_mailed_before()
    {
        var user = await cluster.RegisterAsync();
        await Account(user).RequestReset(Origin);
        var secret = (await cluster.MailAsync(user, Workflow)).Token.Secret;
        var session = (await cluster.SignInAsync(user)).SessionId;
        (await cluster.Account<IAccountSessionsGrain>(user).ChangePassword(session, 1, new("new"), Origin)).Require();
        Assert.Equal("token-invalid", (await Account(user).ResetPassword(secret, new("x"), Origin)).Error!.Code);
        Assert.Single(await cluster.MailsAsync(user, "accounts-password-changed"));
    }

    [Fact]
    public async Task A_request_whose_write_fails_mails_nothing()
    {
        var user = await cluster.RegisterAsync();
        await cluster.DeliveredAsync(user);
        cluster.FailWrites(AccountState.Name, AccountKey.Of(user));
        await Assert.ThrowsAnyAsync<Exception>(() => Account(user).RequestReset(Origin));
        Assert.Empty(await cluster.MailsAsync(user, Workflow));
    }

    private IAccountMailGrain Account(UserId user) => cluster.Account<IAccountMailGrain>(user);
}

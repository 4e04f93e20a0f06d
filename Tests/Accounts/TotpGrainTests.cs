using OrleansBackends.Grains.Accounts;
using OrleansBackends.Grains.Interfaces.Accounts;
using static OrleansBackends.Tests.Accounts.AccountTestData;

namespace OrleansBackends.Tests.Accounts;

/// <summary>Turning codes on and off, and confirming a session by one, through failed writes and lost answers.</summary>
[Collection<ClusterCollection>]
public class TotpGrainTests(ClusterFixture cluster)
{
    [Fact]
    public async Task A_confirmation_that_could_not_be_written_leaves_codes_off_and_may_be_repeated()
    {
        var (factor, phone, user) = await PendingAsync();
        cluster.FailWrites(AccountState.Name, AccountKey.Of(user));
        await Assert.ThrowsAnyAsync<Exception>(() => factor.ConfirmTotp(phone.Code(cluster.Time.Now), Guid.Empty, Origin));
        Assert.False((await cluster.Account<IAccountGrain>(user).Me()).Require().SecondFactor.Totp);
        Assert.True((await factor.ConfirmTotp(phone.Code(cluster.Time.Now), Guid.Empty, Origin)).IsOk);
    }

    [Fact]
    public async Task A_confirmation_whose_answer_was_lost_is_on_and_new_recovery_codes_replace_the_unseen()
    {
        var (factor, phone, user) = await PendingAsync();
        cluster.FailWrites(AccountState.Name, AccountKey.Of(user), afterWriting: true);
        await Assert.ThrowsAnyAsync<Exception>(() => factor.ConfirmTotp(phone.Code(cluster.Time.Now), Guid.Empty, Origin));
        Assert.Equal("totp-already-on", (await factor.ConfirmTotp(phone.Code(cluster.Time.Now), Guid.Empty, Origin)).Error!.Code);
        Assert.Equal(10, (await factor.MakeRecoveryCodes(Guid.Empty, Origin)).Require().Codes.Count);
    }

    [Fact]
    public async Task A_session_that_turned_codes_on_or_was_confirmed_by_one_says_so_from_then_on()
    {
        var (factor, phone, user) = await PendingAsync();
        var (first, second) = (await cluster.SignInAsync(user), await cluster.SignInAsync(user));
        (await factor.ConfirmTotp(phone.Code(cluster.Time.Now), first.SessionId, Origin)).Require();
        var sessions = cluster.Account<IAccountSessionsGrain>(user);
        Assert.Equal(["pwd", "otp"], (await sessions.Refresh(first.SessionId, first.Read().Secret, Origin)).Require().Methods);
        Assert.Equal(["pwd"], (await sessions.Refresh(second.SessionId, second.Read().Secret, Origin)).Require().Methods);

        cluster.Time.Advance(TimeSpan.FromMinutes(20));
        var confirmed = (await factor.Confirm(second.SessionId, phone.Code(cluster.Time.Now), Origin)).Require();
        Assert.Equal((cluster.Time.Now, null), (confirmed.AuthenticatedAt, confirmed.RefreshToken));
        Assert.Equal(["pwd", "otp"], confirmed.Methods);
        Assert.Equal("session-not-found", (await factor.Confirm(Guid.NewGuid(), phone.Code(cluster.Time.Now, 1), Origin)).Error!.Code);
    }

    [Fact]
    public async Task One_code_racing_confirms_one_session_once()
    {
        var (factor, phone, user) = await PendingAsync();
        var session = await cluster.SignInAsync(user);
        (await factor.ConfirmTotp(phone.Code(cluster.Time.Now), Guid.Empty, Origin)).Require();
        var code = phone.Code(cluster.Time.Now, 1);
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => factor.Confirm(session.SessionId, code, Origin)));
        Assert.Single(answers, a => a.IsOk);
    }

    [Fact]
    public async Task Turning_codes_off_twice_is_noted_once_and_voids_challenges()
    {
        var (factor, phone, user) = await PendingAsync();
        (await factor.ConfirmTotp(phone.Code(cluster.Time.Now), Guid.Empty, Origin)).Require();
        var asked = (await factor.BeginSignIn(new NewSession(SessionKind.Token, true, ["pwd"], Origin))).Require().Asked!;
        var answers = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => factor.RemoveTotp(["admin"], Guid.Empty, Origin)));
        Assert.All(answers, a => Assert.True(a.IsOk));
        Assert.True(ChallengeText.TryRead(asked.Challenge, out var text));
        var late = await factor.FinishSignIn(text.Secret, new SecondFactorProof(phone.Code(cluster.Time.Now, 1), null), Origin);
        Assert.Equal("challenge-expired", late.Error!.Code);
        await cluster.DeliveredAsync(user);
        Assert.Single(await cluster.JournalAsync(user), e => e.Kind == AuditKinds.TotpOff);
    }

    private async Task<(IAccountSecondFactorGrain Factor, Authenticator Phone, UserId User)> PendingAsync()
    {
        var user = await cluster.RegisterAsync();
        var factor = cluster.Account<IAccountSecondFactorGrain>(user);
        var phone = new Authenticator((await factor.SetUpTotp()).Require().Secret);
        await cluster.DeliveredAsync(user);
        return (factor, phone, user);
    }
}

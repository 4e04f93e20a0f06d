using OrleansBackends.Grains.Accounts;
using OrleansBackends.Grains.Interfaces.Accounts;
using static OrleansBackends.Tests.Accounts.AccountTestData;

namespace OrleansBackends.Tests.Accounts;

[Collection<ClusterCollection>]
public class SecondFactorGrainTests(ClusterFixture cluster)
{
    private static readonly NewSession Wish = new(SessionKind.Token, true, ["pwd"], Origin);

    [Fact]
    public async Task A_password_alone_leads_to_a_challenge_and_a_code_to_a_session()
    {
        var (factor, phone, _) = await WithTotpAsync();
        var asked = await AskedAsync(factor);
        Assert.Equal(["totp", "recovery-code"], asked.Methods);
        var grant = (await FinishAsync(factor, asked, phone.Code(cluster.Time.Now, 1))).Require();
        Assert.Equal(["pwd", "otp"], grant.Methods);
        Assert.Equal("challenge-expired", (await FinishAsync(factor, asked, phone.Code(cluster.Time.Now, 1))).Error!.Code);
    }

    [Fact]
    public async Task No_way_opens_a_session_without_the_second_factor()
    {
        var (factor, _, user) = await WithTotpAsync();
        Assert.Equal("second-factor-asked", (await cluster.Account<IAccountSessionsGrain>(user).SignIn(Wish)).Error!.Code);
        Assert.Null((await factor.BeginSignIn(Wish)).Require().Grant);
    }

    [Fact]
    public async Task The_code_that_turned_it_on_is_used_up()
    {
        var (factor, phone, _) = await WithTotpAsync();
        Assert.Equal("second-factor-invalid", (await FinishAsync(factor, await AskedAsync(factor), phone.Code(cluster.Time.Now))).Error!.Code);
    }

    [Fact]
    public async Task One_code_racing_from_five_challenges_opens_one_session()
    {
        var (factor, phone, _) = await WithTotpAsync();
        var asked = new List<AskedSecondFactor>();
        for (var n = 0; n < 5; n++)
        {
            asked.Add(await AskedAsync(factor));
        }

        var code = phone.Code(cluster.Time.Now, 1);
        var answers = await Task.WhenAll(asked.Select(challenge => FinishAsync(factor, challenge, code)));
        Assert.Single(answers, a => a.IsOk);
        Assert.Equal(4, answers.Count(a => a.Error?.Code == "second-factor-invalid"));
    }

    [Fact]
    public async Task One_recovery_code_racing_from_five_challenges_opens_one_session()
    {
        var (factor, _, user) = await WithTotpAsync();
        var code = (await factor.MakeRecoveryCodes(Guid.NewGuid(), Origin)).Require().Codes[3];
        var asked = new List<AskedSecondFactor>();
        for (var n = 0; n < 5; n++)
        {
            asked.Add(await AskedAsync(factor));
        }

        var answers = await Task.WhenAll(asked.Select(a => factor.FinishSignIn(Read(a), new SecondFactorProof(null, code.ToLowerInvariant()), Origin)));
        var grant = Assert.Single(answers, a => a.IsOk).Require();
        Assert.Equal(["pwd", "rec"], grant.Methods);
        Assert.Equal(9, grant.Account.SecondFactor.RecoveryCodesLeft);
        await cluster.DeliveredAsync(user);
        Assert.Single(await cluster.JournalAsync(user), e => e.Kind == "recovery-code-used");
    }

    [Fact]
    public async Task A_sign_in_that_could_not_be_written_leaves_the_code_good()
    {
        var (factor, phone, user) = await WithTotpAsync();
        var asked = await AskedAsync(factor);
        await cluster.DeliveredAsync(user);
        cluster.FailWrites(AccountState.Name, AccountKey.Of(user));
        await Assert.ThrowsAnyAsync<Exception>(() => FinishAsync(factor, asked, phone.Code(cluster.Time.Now, 1)));
        Assert.True((await FinishAsync(factor, asked, phone.Code(cluster.Time.Now, 1))).IsOk);
    }

    [Fact]
    public async Task A_sign_in_whose_answer_was_lost_has_used_the_code()
    {
        var (factor, phone, user) = await WithTotpAsync();
        var (first, second) = (await AskedAsync(factor), await AskedAsync(factor));
        await cluster.DeliveredAsync(user);
        cluster.FailWrites(AccountState.Name, AccountKey.Of(user), afterWriting: true);
        await Assert.ThrowsAnyAsync<Exception>(() => FinishAsync(factor, first, phone.Code(cluster.Time.Now, 1)));
        Assert.Equal("challenge-expired", (await FinishAsync(factor, first, phone.Code(cluster.Time.Now, 1))).Error!.Code);
        Assert.Equal("second-factor-invalid", (await FinishAsync(factor, second, phone.Code(cluster.Time.Now, 1))).Error!.Code);
    }

    [Fact]
    public async Task Wrong_codes_cost_tries_that_outlive_the_activation()
    {
        var (factor, phone, _) = await WithTotpAsync();
        var asked = await AskedAsync(factor);
        for (var n = 0; n < 5; n++)
        {
            await cluster.DeactivateAsync(factor);
            Assert.Equal("second-factor-invalid", (await FinishAsync(factor, asked, phone.WrongCode(cluster.Time.Now))).Error!.Code);
        }

        Assert.Equal("challenge-expired", (await FinishAsync(factor, asked, phone.Code(cluster.Time.Now, 1))).Error!.Code);
    }

    [Fact]
    public async Task Twenty_wrong_codes_close_the_account_to_codes_for_an_hour()
    {
        var (factor, phone, user) = await WithTotpAsync();
        for (var n = 0; n < 20; n++)
        {
            await FinishAsync(factor, await AskedAsync(factor), phone.WrongCode(cluster.Time.Now));
            await cluster.DeliveredAsync(user);
        }

        var refused = await FinishAsync(factor, await AskedAsync(factor), phone.Code(cluster.Time.Now, 1));
        Assert.Equal(("too-many-attempts", TimeSpan.FromHours(1)), (refused.Error!.Code, refused.Error.RetryAfter));
        cluster.Time.Advance(TimeSpan.FromHours(1));
        Assert.True((await FinishAsync(factor, await AskedAsync(factor), phone.Code(cluster.Time.Now))).IsOk);
    }

    [Fact]
    public async Task A_secret_that_nobody_confirms_lapses_after_ten_minutes()
    {
        var user = await cluster.RegisterAsync();
        var factor = cluster.Account<IAccountSecondFactorGrain>(user);
        var phone = new Authenticator((await factor.SetUpTotp()).Require().Secret);
        Assert.Equal("code-invalid", (await factor.ConfirmTotp(phone.WrongCode(cluster.Time.Now), Guid.Empty, Origin)).Error!.Code);
        cluster.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal("totp-setup-expired", (await factor.ConfirmTotp(phone.Code(cluster.Time.Now), Guid.Empty, Origin)).Error!.Code);
    }

    [Fact]
    public async Task Turning_it_on_twice_at_once_gives_one_set_of_recovery_codes()
    {
        var user = await cluster.RegisterAsync();
        var factor = cluster.Account<IAccountSecondFactorGrain>(user);
        var phone = new Authenticator((await factor.SetUpTotp()).Require().Secret);
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => factor.ConfirmTotp(phone.Code(cluster.Time.Now), Guid.Empty, Origin)));
        Assert.Equal(10, Assert.Single(answers, a => a.IsOk).Require().Codes.Count);
        Assert.Equal("totp-already-on", (await factor.SetUpTotp()).Error!.Code);
    }

    [Fact]
    public async Task An_admin_takes_a_lost_second_factor_away_and_all_sessions_with_it()
    {
        var (factor, _, user) = await WithTotpAsync();
        await cluster.SignInAsync(user, "pwd", "otp");
        var view = (await factor.RemoveSecondFactor(new ActedBy(new UserId(Guid.NewGuid()), Origin))).Require();
        Assert.Equal((false, 0, 0), (view.SecondFactor.Totp, view.SecondFactor.RecoveryCodesLeft, view.Sessions));
        Assert.NotNull((await factor.BeginSignIn(Wish)).Require().Grant);
    }

    private async Task<(IAccountSecondFactorGrain Factor, Authenticator Phone, UserId User)> WithTotpAsync()
    {
        var user = await cluster.RegisterAsync();
        var factor = cluster.Account<IAccountSecondFactorGrain>(user);
        var phone = new Authenticator((await factor.SetUpTotp()).Require().Secret);
        (await factor.ConfirmTotp(phone.Code(cluster.Time.Now), Guid.Empty, Origin)).Require();
        return (factor, phone, user);
    }

    private static async Task<AskedSecondFactor> AskedAsync(IAccountSecondFactorGrain factor) => (await factor.BeginSignIn(Wish)).Require().Asked!;

    private static Task<Result<SessionGrant>> FinishAsync(IAccountSecondFactorGrain factor, AskedSecondFactor asked, string code) =>
        factor.FinishSignIn(Read(asked), new SecondFactorProof(code, null), Origin);

    private static byte[] Read(AskedSecondFactor asked) =>
        ChallengeText.TryRead(asked.Challenge, out var text) ? text.Secret : throw new FormatException("not a challenge");
}

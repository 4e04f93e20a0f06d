using System.Text;
using OrleansBackends.Grains.Accounts;
using OrleansBackends.Grains.Interfaces.Accounts;
using static OrleansBackends.Tests.Accounts.AccountTestData;

namespace OrleansBackends.Tests.Accounts;

public class SecondFactorRuleTests
{
    private static readonly DateTimeOffset Now = new(2027, 1, 4, 9, 0, 0, TimeSpan.Zero);
    private static readonly NewSession Wish = new(SessionKind.Token, true, ["pwd"], Origin);

    /// <summary>RFC 6238, appendix B, SHA-1: the last six of its eight digits.</summary>
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Codes_are_those_of_the_standard(long seconds, string code) =>
        Assert.Equal(seconds / 30, TotpCodes.StepOf(code, Encoding.ASCII.GetBytes("12345678901234567890"), 0, DateTimeOffset.FromUnixTimeSeconds(seconds)));

    [Theory]
    [InlineData(-2, false)]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void A_clock_may_be_one_step_off(int steps, bool good)
    {
        var secret = new byte[TotpCodes.SecretLength];
        var code = new Authenticator(TotpCodes.ToText(secret)).Code(Now, steps);
        Assert.Equal(good, TotpCodes.StepOf(code, secret, 0, Now) is not null);
    }

    [Fact]
    public void A_step_that_was_used_and_those_before_it_are_refused()
    {
        var secret = new byte[TotpCodes.SecretLength];
        var phone = new Authenticator(TotpCodes.ToText(secret));
        var used = TotpCodes.StepOf(phone.Code(Now), secret, 0, Now)!.Value;
        Assert.Null(TotpCodes.StepOf(phone.Code(Now), secret, used, Now));
        Assert.Null(TotpCodes.StepOf(phone.Code(Now, -1), secret, used, Now));
        Assert.Equal(used + 1, TotpCodes.StepOf(phone.Code(Now, 1), secret, used, Now));
    }

    [Theory]
    [InlineData("")]
    [InlineData("12345")]
    [InlineData("1234567")]
    [InlineData("abcdef")]
    public void Other_texts_are_no_codes(string code) => Assert.Null(TotpCodes.StepOf(code, new byte[TotpCodes.SecretLength], 0, Now));

    [Fact]
    public void Ten_recovery_codes_are_read_however_they_are_typed()
    {
        var codes = RecoveryCode.MakeAll();
        Assert.Equal(10, codes.Distinct().Count());
        Assert.All(codes, code => Assert.Matches("^[0-9A-HJKMNP-TV-Z]{13}$", code));
        Assert.Equal(RecoveryCode.HashOf("0A1B1CDEFGHJK"), RecoveryCode.HashOf("oa-ib lcdefghjk"));
    }

    [Fact]
    public void Five_challenges_wait_at_most_and_the_oldest_goes()
    {
        var state = Enumerable.Range(0, 6).Aggregate(new AccountState { Status = AccountStatus.Active }, (s, n) => s.Challenging(Wish, $"hash-{n}", Now));
        Assert.Equal(5, state.SecondFactor.Challenges.Count);
        Assert.Null(state.LiveChallenge("hash-0", Now));
        Assert.NotNull(state.LiveChallenge("hash-5", Now));
    }

    [Fact]
    public void A_challenge_ends_with_its_time_its_tries_and_its_password()
    {
        var state = new AccountState { Status = AccountStatus.Active }.Challenging(Wish, "hash", Now);
        Assert.Null(state.LiveChallenge("hash", Now + ChallengeRules.Life));
        Assert.Null((state with { Password = new PasswordRecord { SetAt = Now } }).LiveChallenge("hash", Now));
        Assert.Null((state with { ResetRequired = true }).LiveChallenge("hash", Now));
        Assert.Null((state with { Status = AccountStatus.Disabled }).LiveChallenge("hash", Now));
        for (var tries = 5; tries > 0; tries--)
        {
            Assert.Equal(tries, state.LiveChallenge("hash", Now)!.TriesLeft);
            state = state.Failing(state.LiveChallenge("hash", Now), Origin, Now);
        }

        Assert.Null(state.LiveChallenge("hash", Now));
    }

    [Fact]
    public void Twenty_failures_an_hour_are_enough()
    {
        var state = new AccountState { Status = AccountStatus.Active };
        for (var n = 0; n < 20; n++)
        {
            Assert.Null(state.RefuseTry(Now.AddMinutes(n)));
            state = state.Failing(null, Origin, Now.AddMinutes(n)) with { Audit = [], Outbox = [] };
        }

        Assert.Equal(TimeSpan.FromMinutes(40), state.RefuseTry(Now.AddMinutes(20))!.RetryAfter);
        Assert.Null(state.RefuseTry(Now.AddHours(1)));
    }

    [Fact]
    public void A_guarded_role_keeps_the_second_factor_on_and_its_failures_outlive_it()
    {
        var on = new AccountState { Roles = ["admin"], SecondFactor = new SecondFactorState { Totp = new TotpSecret("box", 1), Failures = [Now] } };
        Assert.Equal("second-factor-required-by-role", on.TurningTotpOff(["admin"], Guid.Empty, Origin, Now).Error!.Code);
        var off = on.TurningTotpOff([], Guid.Empty, Origin, Now).Require();
        Assert.Equal((false, 1), (off.SecondFactor.IsOn, off.SecondFactor.Failures.Count));
    }
}

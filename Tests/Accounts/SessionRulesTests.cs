using OrleansBackends.Grains.Accounts;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Tests.Accounts;

public class SessionRulesTests
{
    private static readonly DateTimeOffset Now = new(2027, 1, 4, 9, 0, 0, TimeSpan.Zero);
    private static readonly CallOrigin Origin = new("Firefox on Linux", "192.0.2.0/24");
    private static readonly byte[] First = [.. Enumerable.Repeat((byte)1, 32)];
    private static readonly byte[] Second = [.. Enumerable.Repeat((byte)2, 32)];
    private static readonly byte[] Third = [.. Enumerable.Repeat((byte)3, 32)];

    [Fact]
    public void The_current_token_rotates() => Assert.Equal(RefreshOutcome.Rotate, Opened().Judge(First, Now));

    [Theory]
    [InlineData(0, true)]
    [InlineData(30, true)]
    [InlineData(31, false)]
    public void The_predecessor_gets_the_same_successor_for_thirty_seconds(int seconds, bool repeats)
    {
        var rotated = Opened().Rotate(First, Second, Origin, Now);
        var outcome = rotated.Judge(First, Now.AddSeconds(seconds));
        Assert.Equal(repeats ? RefreshOutcome.Repeat : RefreshOutcome.Reuse, outcome);
        Assert.Equal(Second, SuccessorBox.Open(rotated.SuccessorBox!, First, rotated.Id));
    }

    [Fact]
    public void A_predecessor_of_the_predecessor_is_reuse()
    {
        var twice = Opened().Rotate(First, Second, Origin, Now).Rotate(Second, Third, Origin, Now);
        Assert.Equal(RefreshOutcome.Reuse, twice.Judge(First, Now));
        Assert.Equal(RefreshOutcome.Repeat, twice.Judge(Second, Now));
        Assert.Equal(RefreshOutcome.Rotate, twice.Judge(Third, Now));
    }

    [Fact]
    public void The_box_opens_for_nobody_else()
    {
        var rotated = Opened().Rotate(First, Second, Origin, Now);
        Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(() => SuccessorBox.Open(rotated.SuccessorBox!, Third, rotated.Id));
        Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(() => SuccessorBox.Open(rotated.SuccessorBox!, First, Guid.NewGuid()));
    }

    [Theory]
    [InlineData(true, 14)]
    [InlineData(false, 0.5)]
    public void A_session_ends_after_its_time(bool remember, double days)
    {
        var state = new AccountState { Sessions = [Opened(remember)] };
        Assert.NotNull(state.Live(state.Sessions[0].Id, Now.AddDays(days).AddSeconds(-1)));
        Assert.Null(state.Live(state.Sessions[0].Id, Now.AddDays(days)));
    }

    [Fact]
    public void Use_keeps_a_session_for_ninety_days_at_most()
    {
        var session = Opened();
        for (var day = 10; day < 90; day += 10)
        {
            session = session with { LastUsedAt = Now.AddDays(day) };
        }

        Assert.Equal(Now.AddDays(90), session.ExpiresAt);
    }

    [Fact]
    public void The_longest_idle_session_makes_room_and_is_cut()
    {
        var state = new AccountState { Status = AccountStatus.Active };
        for (var i = 0; i < SessionRules.MaxSessions; i++)
        {
            state = state.SigningIn(Opened() with { LastUsedAt = Now.AddMinutes(i == 3 ? -10 : i) }, Origin, Now) with { Outbox = [], Audit = [] };
        }

        var idle = state.Sessions[3].Id;
        var next = state.SigningIn(Opened(), Origin, Now);
        Assert.Equal(SessionRules.MaxSessions, next.Sessions.Count);
        Assert.DoesNotContain(next.Sessions, s => s.Id == idle);
        Assert.Equal([idle.ToString("D")], next.Cuts.Select(c => c.Id));
    }

    [Fact]
    public void A_new_password_keeps_one_session_and_cuts_the_others()
    {
        var (kept, other) = (Opened(), Opened());
        var state = new AccountState { Sessions = [kept, other], Password = new PasswordRecord { Hash = "old", Version = 4 } };
        var changed = state.ChangingPassword(kept.Id, 4, new("new"), Origin, Now).Require();
        Assert.Equal([kept.Id], changed.Sessions.Select(s => s.Id));
        Assert.Equal([other.Id.ToString("D")], changed.Cuts.Select(c => c.Id));
        Assert.Equal((5, "new"), (changed.Password.Version, changed.Password.Hash));
        Assert.Equal(AuditKinds.PasswordChanged, Assert.Single(changed.Audit).Kind);
    }

    [Fact]
    public void A_password_that_changed_meanwhile_is_not_replaced()
    {
        var state = new AccountState { Password = new PasswordRecord { Hash = "newer", Version = 5 } };
        Assert.Equal("invalid-credentials", state.ChangingPassword(Guid.Empty, 4, new("new"), Origin, Now).Error!.Code);
        Assert.Same(state, state.Rehashing(4, new("stronger")));
    }

    private static Session Opened(bool remember = true) => SessionRules.Open(
        new NewSession(SessionKind.Token, remember, [AuthenticationMethods.Password], Origin), Guid.NewGuid(), First, Now);
}

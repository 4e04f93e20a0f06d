using OrleansBackends.Grains.Accounts;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Tests.Accounts;

public class PasskeyRuleTests
{
    private static readonly DateTimeOffset Now = new(2027, 1, 4, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_last_way_in_stays()
    {
        var state = new AccountState { Passkeys = [new Passkey { Id = "a" }, new Passkey { Id = "b" }] };
        var left = Remove(state, "a").Require();
        Assert.Equal(PasskeyErrors.LastCredential, Remove(left, "b").Error);
        Assert.True(Remove(left with { Password = new PasswordRecord { Hash = "a hash" } }, "b").IsOk);
    }

    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(0, 1, false)]
    [InlineData(1, 0, true)]
    [InlineData(5, 4, true)]
    [InlineData(5, 5, true)]
    [InlineData(5, 6, false)]
    public void A_counter_that_does_not_grow_tells_of_a_copy(uint kept, uint shown, bool copied)
    {
        var state = new AccountState { Passkeys = [new Passkey { Id = "a", SignCount = kept }] };
        Assert.Equal(copied, state.IsCopied(new PasskeyProof("a", shown, BackedUp: false, "challenge")));
        Assert.Equal(!copied, state.UsingPasskey(new PasskeyProof("a", shown, BackedUp: false, "challenge"), Now).IsOk);
    }

    [Fact]
    public void Nothing_is_kept_of_passkeys_in_an_erased_account()
    {
        var state = new AccountState { Passkeys = [new Passkey { Id = "a" }], UsedChallenges = [new UsedChallenge("hash", Now)] };
        var erased = state.Erasing([], Now);
        Assert.Empty(erased.Passkeys);
        Assert.Empty(erased.UsedChallenges);
    }

    private static Result<AccountState> Remove(AccountState state, string id) => state.RemovingPasskey(id, Guid.Empty, AccountTestData.Origin, Now);
}

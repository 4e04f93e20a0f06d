using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Polls;

namespace OrleansBackends.Tests.Polls;

public sealed class PollDefinitionTests
{
    private static readonly DateTimeOffset Now = new(2027, 1, 4, 9, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, PollDefinition> Broken => new()
    {
        { "invalid-request", NewPolls.Choice() with { Title = " " } },
        { "invalid-request", NewPolls.Choice() with { Title = new string('x', 301) } },
        { "invalid-request", NewPolls.Choice() with { Title = "a\0b" } },
        { "invalid-request", NewPolls.Choice() with { Description = new string('x', 5_001) } },
        { "options-count", NewPolls.Choice(1) },
        { "options-count", NewPolls.Choice(101) },
        { "invalid-request", NewPolls.Choice() with { Options = [new PollOption("a"), new PollOption(new string('x', 201))] } },
        { "invalid-request", NewPolls.Choice() with { Options = [new PollOption("a"), new PollOption("b", Link: "http://example.com")] } },
        { "unknown-zone", NewPolls.Choice() with { Zone = "Mars/Olympus" } },
        { "min-max", NewPolls.Choice() with { Min = 0 } },
        { "min-max", NewPolls.Choice() with { Min = 3, Max = 2 } },
        { "min-max", NewPolls.Choice() with { Max = 4 } },
        { "method-does-not-fit", NewPolls.Choice() with { Method = PollMethod.Schulze } },
        { "method-does-not-fit", NewPolls.Choice() with { Method = PollMethod.Approval } },
        { "secret-no-change", NewPolls.Choice() with { Privacy = PollPrivacy.Secret } },
        { "secret-no-change", NewPolls.Choice() with { Privacy = PollPrivacy.Secret, AllowChange = false } },
        { "named-needs-account", NewPolls.Choice() with { Privacy = PollPrivacy.Named } },
        { "capacity-needs-choice", NewPolls.Choice() with { Type = PollType.Approval, Options = [new PollOption("a", Capacity: 3), new PollOption("b")] } },
        { "invalid-request", NewPolls.Choice() with { MaxVoters = 100_001 } },
        { "invalid-request", NewPolls.Choice() with { Type = PollType.Grade, Grades = ["bad", "good"] } },
        { "times", NewPolls.Choice() with { ClosesAt = Now + TimeSpan.FromSeconds(59) } },
        { "times", NewPolls.Choice() with { ClosesAt = Now + TimeSpan.FromDays(367) } },
        { "times", NewPolls.Choice() with { OpensAt = Now } },
        { "times", NewPolls.Choice() with { OpensAt = Now + TimeSpan.FromDays(1), ClosesAt = Now + TimeSpan.FromHours(1) } },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void What_breaks_a_rule_says_which(string code, PollDefinition poll) => Assert.Equal(code, New(poll).Error?.Code);

    [Theory]
    [InlineData(10_000, 1)]
    [InlineData(10_001, 4)]
    [InlineData(200_000, 4)]
    [InlineData(2_000_000, 16)]
    [InlineData(2_000_001, 64)]
    public void The_number_of_shards_follows_from_the_voters_that_are_expected(long voters, int shards) =>
        Assert.Equal(shards, New(NewPolls.Choice() with { ExpectedVoters = voters }).Require().Opened(Now).Require().Shards);

    [Fact]
    public void Where_there_is_a_bound_everything_is_counted_in_one_place()
    {
        var many = NewPolls.Choice() with { ExpectedVoters = 1_000_000 };
        Assert.Equal(1, New(many with { MaxVoters = 100_000 }).Require().Opened(Now).Require().Shards);
        Assert.Equal(1, New(many with { Options = [new PollOption("a", Capacity: 5), new PollOption("b")] }).Require().Opened(Now).Require().Shards);
    }

    private static Result<PollState> New(PollDefinition poll) => PollRules.New(new NewPoll(NewPolls.Somebody(), poll, false), "id", Now);
}

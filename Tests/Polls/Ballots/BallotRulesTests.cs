using System.Text.Json;
using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Interfaces.Polls.Ballots;
using OrleansBackends.Grains.Polls.Ballots;

namespace OrleansBackends.Tests.Polls.Ballots;

public sealed class BallotRulesTests
{
    [Theory]
    [InlineData("choice", """{"choices":["o9"]}""", "unknown-option")]
    [InlineData("choice", """{"choices":["o01"]}""", "unknown-option")]
    [InlineData("choice", """{"choices":["o0"]}""", "unknown-option")]
    [InlineData("choice", """{"choices":["o99999999999"]}""", "unknown-option")]
    [InlineData("choice", """{"choices":["o1","o1"]}""", "duplicate-option")]
    [InlineData("choice", """{"choices":[]}""", "too-few-choices")]
    [InlineData("choice", """{"choices":["o1","o2","o3"]}""", "too-many-choices")]
    [InlineData("choice", """{"scores":{"o1":1}}""", "wrong-ballot-type")]
    [InlineData("choice", """{"choices":["o1"],"scores":{"o1":1}}""", "wrong-ballot-type")]
    [InlineData("choice", "{}", "wrong-ballot-type")]
    [InlineData("approval", """{"choices":["o1","o4"]}""", "unknown-option")]
    [InlineData("score", """{"scores":{"o1":6}}""", "score-out-of-range")]
    [InlineData("score", """{"scores":{"o1":-1}}""", "score-out-of-range")]
    [InlineData("score", """{"scores":{"p1":1}}""", "unknown-option")]
    [InlineData("ranked", """{"ranking":[["o1","o2"]]}""", "equal-ranks-not-allowed")]
    [InlineData("ranked", """{"ranking":[["o1"],["o2"],["o1"]]}""", "duplicate-option")]
    [InlineData("ranked", """{"ranking":[["o1"]]}""", "ranking-too-short")]
    [InlineData("ranked", """{"ranking":[["o1"],[],["o2"]]}""", "ranking-too-short")]
    [InlineData("grade", """{"grades":{"o1":0,"o2":2}}""", "grade-missing")]
    [InlineData("grade", """{"grades":{"o1":0,"o2":2,"o3":3}}""", "grade-missing")]
    [InlineData("quadratic", """{"votes":{"o1":3,"o2":-1}}""", "against-not-allowed")]
    [InlineData("quadratic", """{"votes":{"o1":3,"o2":1,"o3":1}}""", "credits-exceeded")]
    [InlineData("quadratic", """{"votes":{"o1":2147483647,"o2":2147483647}}""", "credits-exceeded")]
    [InlineData("date", """{"answers":{"o1":"yes"}}""", "answer-missing")]
    public void What_is_wrong_is_refused_by_name(string type, string ballot, string code) => Assert.Equal(code, Read(type, ballot).Error?.Code);

    [Theory]
    [InlineData("choice", """{"choices":["o2","o1"]}""", """{"choices":["o1","o2"]}""")]
    [InlineData("approval", """{"choices":[]}""", """{"choices":[]}""")]
    [InlineData("score", """{"scores":{"o3":0,"o1":5}}""", """{"scores":{"o1":5,"o3":0}}""")]
    [InlineData("ranked", """{"ranking":[["o3"],["o1"]]}""", """{"ranking":[["o3"],["o1"]]}""")]
    [InlineData("grade", """{"grades":{"o3":1,"o2":2,"o1":0}}""", """{"grades":{"o1":0,"o2":2,"o3":1}}""")]
    [InlineData("quadratic", """{"votes":{"o2":1,"o1":3,"o3":0}}""", """{"votes":{"o1":3,"o2":1}}""")]
    [InlineData("date", """{"answers":{"o2":"if-need-be","o1":"yes","o3":"no"}}""", """{"answers":{"o1":"yes","o2":"if-need-be","o3":"no"}}""")]
    public void Ballots_that_mean_the_same_are_written_the_same(string type, string ballot, string text) => Assert.Equal(text, Read(type, ballot).Require().Text);

    [Fact]
    public void Members_are_sorted_as_text_and_equal_ranks_by_their_place()
    {
        var paper = new BallotPaper { Type = PollType.Ranked, Method = PollMethod.Schulze, Options = 12 };
        Assert.Equal("""{"ranking":[["o2","o10"],["o1"]]}""", paper.Read(new Ballot { Ranking = [["o10", "o2"], ["o1"]] }).Require().Text);
        Assert.Equal(
            """{"scores":{"o1":1,"o10":1,"o2":1}}""",
            (paper with { Type = PollType.Score }).Read(new Ballot { Scores = new Dictionary<string, int> { ["o2"] = 1, ["o1"] = 1, ["o10"] = 1 } }).Require().Text);
    }

    private static Result<MarkedBallot> Read(string type, string ballot)
    {
        var kind = Enum.Parse<PollType>(type, ignoreCase: true);
        var paper = new BallotPaper
        {
            Type = kind,
            Method = kind == PollType.Ranked ? PollMethod.Stv : PollMethods.Of(kind, several: true)[0],
            Options = 3,
            Least = kind == PollType.Ranked ? 2 : 1,
            Most = 2,
            Grades = ["bad", "fair", "good"],
            Credits = 10,
        };
        return paper.Read(JsonSerializer.Deserialize<Ballot>(ballot, WireJson.Options)!);
    }
}

using System.Text.RegularExpressions;

namespace OrleansBackends.Tests.Architecture;

public sealed class CodeTests
{
    /// <summary>What grains may not call, and what they do instead.</summary>
    [Theory]
    [InlineData(@"\bDateTime(Offset)?\.(Utc)?Now\b", "TimeProvider")]
    [InlineData(@"\bGuid\.NewGuid\b", "Ids")]
    [InlineData(@"\bRandom\.Shared\b|\bnew Random\b", "RandomNumberGenerator")]
    [InlineData(@"\bTask\.(Run|Factory)\b|\bParallel\.", "await on the grain's scheduler")]
    [InlineData(@"\.Result\b(?!\s*[({<])|\.Wait\(|\.GetAwaiter\(\)", "await")]
    [InlineData(@"\.ConfigureAwait\(", "await on the grain's scheduler")]
    [InlineData(@"\bRequestContext\b", "an argument")]
    public void Grains_do_not_call(string forbidden, string instead)
    {
        var calls =
            from file in Solution.Sources
            where file.Project is "Grains" or "Grains.Interfaces"
            from Match match in Regex.Matches(file.Code, forbidden)
            select $"{file}: {match.Value}; use {instead}";
        Assert.Empty(calls);
    }

    [Fact]
    public void Nobody_catches_that_another_activation_wrote() =>
        Assert.DoesNotContain(Solution.Sources, file => file.Project != "Tests" && Regex.IsMatch(file.Code, @"catch\s*\(\s*InconsistentStateException"));

    /// <summary>Half of the files fit a screen, nine in ten two; a longer one has become two things.</summary>
    [Fact]
    public void Files_are_short()
    {
        var lengths = Solution.Sources.Select(file => (Name: $"{file}", Lines: file.Code.Count(c => c == '\n'))).OrderBy(file => file.Lines).ToList();
        Assert.InRange(lengths[lengths.Count / 2].Lines, 0, 50);
        Assert.InRange(lengths[lengths.Count * 9 / 10].Lines, 0, 150);
        Assert.DoesNotContain(lengths, file => file.Lines > 250);
    }
}

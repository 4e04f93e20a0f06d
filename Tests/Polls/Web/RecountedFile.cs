using System.Globalization;

namespace OrleansBackends.Tests.Polls.Web;

/// <summary>A BLT file as somebody reads it who knows the format and nothing of this product.</summary>
internal sealed record RecountedFile(int Candidates, IReadOnlyList<(long Weight, int[][] Ranks)> Papers)
{
    public long Ballots => Papers.Sum(paper => paper.Weight);

    public static RecountedFile Parse(string text)
    {
        var lines = text.Split('\n');
        var papers = lines.Skip(1).TakeWhile(line => line != "0").Select(line => line.Split(' ')).Select(words => (
            long.Parse(words[0], CultureInfo.InvariantCulture),
            words[1..^1].Select(rank => rank.Split('=').Select(c => int.Parse(c, CultureInfo.InvariantCulture)).ToArray()).ToArray()));
        return new RecountedFile(int.Parse(lines[0].Split(' ')[0], CultureInfo.InvariantCulture), [.. papers]);
    }

    public IEnumerable<decimal> FirstRanks() => Each(candidate => Sum(paper => paper is [[var first], ..] && first == candidate ? 1 : 0));

    /// <summary>For each other candidate a point where this one is above it and half a point where they are equal.</summary>
    public IEnumerable<decimal> Borda() => Each(candidate => Sum(paper => Each(other => other == candidate ? 0 : Compare(paper, candidate, other)).Sum()));

    public IEnumerable<IEnumerable<decimal>> Pairs() => Each(candidate => Each(other => other == candidate ? 0 : Sum(paper => Compare(paper, candidate, other) == 1 ? 1 : 0)));

    private static decimal Compare(int[][] ranks, int candidate, int other)
    {
        var (own, others) = (Place(ranks, candidate), Place(ranks, other));
        return own < others ? 1 : own == others ? 0.5m : 0;
    }

    private static int Place(int[][] ranks, int candidate)
    {
        var place = Array.FindIndex(ranks, rank => rank.Contains(candidate));
        return place < 0 ? int.MaxValue : place;
    }

    private decimal Sum(Func<int[][], decimal> of) => Papers.Sum(paper => paper.Weight * of(paper.Ranks));

    private IEnumerable<T> Each<T>(Func<int, T> of) => Enumerable.Range(1, Candidates).Select(of);
}

using OrleansBackends.Grains.Polls.Counting;

namespace OrleansBackends.Tests.Polls.Counting;

public sealed class MajorityJudgementTests
{
    [Fact]
    public void Equal_medians_are_told_apart_by_what_lies_around_them() =>
        Assert.Equal([1], MajorityJudgement.Count([Histogram(6, 5, 4, 4, 2, 1), Histogram(6, 4, 4, 4, 3, 0)]).Winners);

    [Fact]
    public void Equal_grades_are_tied() => Assert.Equal([0, 1], MajorityJudgement.Count([Histogram(4, 1, 2, 3), Histogram(4, 3, 2, 1)]).Winners);

    [Fact]
    public void It_is_the_same_as_taking_median_grades_away_one_at_a_time()
    {
        var random = new Random(7);
        for (var election = 0; election < 2_000; election++)
        {
            var grades = random.Next(3, 8);
            var voters = random.Next(1, 12);
            var options = Enumerable.Range(0, random.Next(2, 5)).Select(_ => Enumerable.Range(0, voters).Select(_ => random.Next(grades)).ToList()).ToList();
            var expected = Ranks.By(options.Count, (a, b) => OneAtATime(options[b], options[a]));
            Assert.Equal(Profile.Text(expected), Profile.Text(MajorityJudgement.Count([.. options.Select(o => Histogram(grades, [.. o]))]).Ranking));
        }
    }

    [Fact]
    public void Sixteen_million_voters_are_judged_without_a_step_for_each()
    {
        const long Many = 8_000_000;
        Assert.Equal([1], MajorityJudgement.Count([[Many, 0, Many], [Many - 1, 2, Many - 1]]).Winners);
    }

    private static int OneAtATime(List<int> a, List<int> b)
    {
        var (left, right) = (a.Order().ToList(), b.Order().ToList());
        while (left.Count > 0)
        {
            var middle = (left.Count - 1) / 2;
            if (left[middle] != right[middle])
            {
                return left[middle].CompareTo(right[middle]);
            }

            left.RemoveAt(middle);
            right.RemoveAt(middle);
        }

        return 0;
    }

    private static List<long> Histogram(int grades, params int[] given) => [.. Enumerable.Range(0, grades).Select(grade => given.LongCount(g => g == grade))];
}

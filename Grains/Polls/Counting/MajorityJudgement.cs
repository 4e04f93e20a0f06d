namespace OrleansBackends.Grains.Polls.Counting;

/// <summary>
/// The best median grade wins, the lower one where there are two. Among equals one median grade each is taken away until medians differ, which reads
/// the grades from the middle outwards, the lower side first.
/// </summary>
internal static class MajorityJudgement
{
    /// <param name="grades">By option: how many gave it each grade, the worst grade first. Every ballot grades every option.</param>
    public static Outcome Count(IReadOnlyList<IReadOnlyList<long>> grades)
    {
        var options = grades.Select(Graded.Of).ToList();
        return Outcome.Of(Ranks.By(options.Count, (a, b) => Compare(options[b], options[a])));
    }

    /// <summary>Only where one of the two leaves a grade can the comparison change.</summary>
    private static int Compare(Graded a, Graded b) => a.Turns.Concat(b.Turns).Append(0).Order()
        .Select(step => a.At(step).CompareTo(b.At(step)))
        .FirstOrDefault(difference => difference != 0);

    /// <summary>The grades of one option, sorted, as the ballots below the end of each grade.</summary>
    private sealed class Graded(IReadOnlyList<long> ends)
    {
        private long Lower => (ends[^1] - 1) / 2;

        private long Upper => ends[^1] / 2;

        /// <summary>The steps from the middle at which the grade changes on either side.</summary>
        public IEnumerable<long> Turns => ends.Select(end => Lower - end + 1).Concat(ends.Select(end => end - Upper)).Where(step => step > 0 && step <= Lower);

        public static Graded Of(IReadOnlyList<long> counts)
        {
            var ends = new long[counts.Count];
            var below = 0L;
            for (var grade = 0; grade < ends.Length; grade++)
            {
                ends[grade] = below += counts[grade];
            }

            return new Graded(ends);
        }

        public (int Lower, int Upper) At(long step) => (GradeOf(Lower - step), GradeOf(Upper + step));

        private int GradeOf(long place) => ends.TakeWhile(end => end <= place).Count();
    }
}

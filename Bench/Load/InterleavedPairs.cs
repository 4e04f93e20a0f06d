using OrleansBackends.Bench.Report;

namespace OrleansBackends.Bench.Load;

/// <summary>
/// Runs two sides in turn, each side first in every other pair, and takes the median of the pairs' ratios: what slows the machine down for a while slows both
/// sides of a pair.
/// </summary>
internal sealed class InterleavedPairs(BenchOptions options)
{
    public async Task<Row> Compare(string what, Side baseline, Side subject, Goal? goal = null)
    {
        await baseline.Run(options.WarmUp);
        await subject.Run(options.WarmUp);

        var baselines = new List<Sample>();
        var subjects = new List<Sample>();
        for (var pair = 0; pair < options.Pairs; pair++)
        {
            if (pair % 2 == 0)
            {
                baselines.Add(await baseline.Run(options.Time));
                subjects.Add(await subject.Run(options.Time));
            }
            else
            {
                subjects.Add(await subject.Run(options.Time));
                baselines.Add(await baseline.Run(options.Time));
            }

            Console.Error.WriteLine($"  {what}: pair {pair + 1} of {options.Pairs}, {subjects[pair].PerSecond / baselines[pair].PerSecond:0.000}");
        }

        var ratio = Median(subjects.Zip(baselines, (s, b) => s.PerSecond / b.PerSecond));
        return new ComparedRow(what, Figures.Of(baseline.Name, baselines), Figures.Of(subject.Name, subjects), ratio, goal);
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}

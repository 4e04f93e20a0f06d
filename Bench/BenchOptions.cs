using System.Globalization;

namespace OrleansBackends.Bench;

/// <summary>
/// The command line: names of cases, <c>--seconds</c> per run, <c>--pairs</c> and the <c>--warm-up</c> of each side in seconds. The just-in-time
/// compiler works on a whole frontend with its silo for about ten seconds of load; a shorter warm-up measures the compiler.
/// </summary>
internal sealed record BenchOptions(IReadOnlyList<string> Names, TimeSpan Time, TimeSpan WarmUp, int Pairs)
{
    public static BenchOptions Parse(IEnumerable<string> args)
    {
        var names = new List<string>();
        var seconds = 2.0;
        var warmUp = 10.0;
        var pairs = 7;
        using var words = args.GetEnumerator();
        while (words.MoveNext())
        {
            switch (words.Current)
            {
                case "--seconds" when words.MoveNext():
                    seconds = double.Parse(words.Current, CultureInfo.InvariantCulture);
                    break;
                case "--warm-up" when words.MoveNext():
                    warmUp = double.Parse(words.Current, CultureInfo.InvariantCulture);
                    break;
                case "--pairs" when words.MoveNext():
                    pairs = int.Parse(words.Current, CultureInfo.InvariantCulture);
                    break;
                default:
                    names.Add(words.Current);
                    break;
            }
        }

        return new BenchOptions(names, TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(warmUp), pairs);
    }

    /// <summary>The named cases in their order; all of them where none is named.</summary>
    public IReadOnlyList<BenchCase> Choose(IReadOnlyList<BenchCase> all)
    {
        var unknown = Names.Where(name => all.All(c => c.Name != name)).ToList();
        return unknown.Count > 0
            ? throw new ArgumentException($"No case is called {string.Join(", ", unknown)}; there are: {string.Join(", ", all.Select(c => c.Name))}.")
            : Names.Count == 0 ? all : [.. all.Where(c => Names.Contains(c.Name))];
    }
}

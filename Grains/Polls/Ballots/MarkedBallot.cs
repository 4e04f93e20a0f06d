using System.Globalization;
using System.Text;
using OrleansBackends.Grains.Interfaces.Polls;

namespace OrleansBackends.Grains.Polls.Ballots;

/// <summary>
/// A valid ballot as it is counted and kept: tiers of options best first (choices are one tier), or one number for each option. Ballots that mean the
/// same have the same <see cref="Text"/>.
/// </summary>
internal sealed class MarkedBallot
{
    private MarkedBallot(string text, IReadOnlyList<IReadOnlyList<int>> tiers, IReadOnlyList<int?> marks)
    {
        Text = text;
        Tiers = tiers;
        Marks = marks;
    }

    /// <summary>Ballot JSON with sorted members and without spaces.</summary>
    public string Text { get; }

    public IReadOnlyList<IReadOnlyList<int>> Tiers { get; }

    /// <summary>Score, grade, votes or answer by option; null where the voter gave none.</summary>
    public IReadOnlyList<int?> Marks { get; }

    public static MarkedBallot Chosen(IEnumerable<int> options)
    {
        var tier = options.Order().ToList();
        return new MarkedBallot($"{{\"choices\":{List(tier)}}}", [tier], []);
    }

    public static MarkedBallot Ranked(IEnumerable<IEnumerable<int>> ranking)
    {
        var tiers = ranking.Select(tier => tier.Order().ToList()).ToList();
        return new MarkedBallot($"{{\"ranking\":[{string.Join(',', tiers.Select(List))}]}}", tiers, []);
    }

    /// <param name="member">The ballot's member that holds the marks.</param>
    /// <param name="marks">By option.</param>
    /// <param name="write">A mark as JSON.</param>
    public static MarkedBallot WithMarks(string member, IReadOnlyList<int?> marks, Func<int, string>? write = null)
    {
        write ??= mark => mark.ToString(CultureInfo.InvariantCulture);
        var text = new StringBuilder().Append("{\"").Append(member).Append("\":{");
        var given = Enumerable.Range(0, marks.Count).Where(option => marks[option] is not null)
            .Select(option => $"\"{BallotPaper.IdOf(option)}\":{write(marks[option]!.Value)}").Order(StringComparer.Ordinal);
        return new MarkedBallot(text.AppendJoin(',', given).Append("}}").ToString(), [], marks);
    }

    /// <summary>The tiers of a ranking by its <see cref="Text"/>.</summary>
    public static IReadOnlyList<IReadOnlyList<int>> TiersOf(string text)
    {
        var tiers = new List<IReadOnlyList<int>>();
        var tier = new List<int>();
        for (var at = text.IndexOf('[', StringComparison.Ordinal) + 1; at < text.Length; at++)
        {
            if (text[at] == 'o')
            {
                var number = 0;
                while (char.IsAsciiDigit(text[++at]))
                {
                    number = number * 10 + (text[at] - '0');
                }

                tier.Add(number - 1);
            }
            else if (text[at] == ']' && tier.Count > 0)
            {
                tiers.Add(tier);
                tier = [];
            }
        }

        return tiers;
    }

    private static string List(IEnumerable<int> options) => $"[{string.Join(',', options.Select(option => $"\"{BallotPaper.IdOf(option)}\""))}]";
}

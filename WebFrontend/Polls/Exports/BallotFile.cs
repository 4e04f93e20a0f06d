using System.Globalization;
using System.Text;
using System.Text.Json;
using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Interfaces.Polls.Ballots;

namespace OrleansBackends.WebFrontend.Polls.Exports;

/// <summary>Different rankings with their weights, as programs that count elections read them.</summary>
internal static class BallotFile
{
    /// <summary>Candidates and seats, a line <c>weight c1 c2=c3 0</c> for each ranking, then names and title.</summary>
    public static async IAsyncEnumerable<string> Blt(PollDefinition poll, IAsyncEnumerable<BallotCount> ballots)
    {
        yield return Line($"{poll.Options.Count} {poll.Seats}");
        await foreach (var ballot in ballots)
        {
            yield return Line($"{ballot.Count}{string.Concat(Tiers(ballot).Select(tier => $" {string.Join('=', tier)}"))} 0");
        }

        yield return "0\n";
        foreach (var option in poll.Options)
        {
            yield return Quoted(option.Text);
        }

        yield return Quoted(poll.Title);
    }

    /// <summary>PrefLib's orders: strict ones (<c>soi</c>) or with equal ranks in braces (<c>toi</c>).</summary>
    public static async IAsyncEnumerable<string> PrefLib(string id, PollDefinition poll, string format, IReadOnlyList<BallotCount> ballots, DateTimeOffset at)
    {
        await Task.CompletedTask;
        yield return Line($"# FILE NAME: {id}.{format}\n# TITLE: {OneLine(poll.Title)}\n# DESCRIPTION: \n# DATA TYPE: {format}\n# MODIFICATION TYPE: original\n# RELATES TO: \n# RELATED FILES: ");
        yield return Line($"# PUBLICATION DATE: {at:yyyy-MM-dd}\n# MODIFICATION DATE: {at:yyyy-MM-dd}\n# NUMBER ALTERNATIVES: {poll.Options.Count}");
        yield return Line($"# NUMBER VOTERS: {ballots.Sum(ballot => ballot.Count)}\n# NUMBER UNIQUE ORDERS: {ballots.Count}");
        for (var option = 0; option < poll.Options.Count; option++)
        {
            yield return Line($"# ALTERNATIVE NAME {option + 1}: {OneLine(poll.Options[option].Text)}");
        }

        foreach (var ballot in ballots)
        {
            yield return Line($"{ballot.Count}: {string.Join(',', Tiers(ballot).Select(tier => tier.Count == 1 ? tier[0] : $"{{{string.Join(',', tier)}}}"))}");
        }
    }

    /// <summary>The numbers of options from 1, best tier first.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Tiers(BallotCount ballot) =>
        [.. Read(ballot).Ranking!.Select(tier => (IReadOnlyList<string>)[.. tier.Select(option => option[1..])])];

    public static Ballot Read(BallotCount ballot) => JsonSerializer.Deserialize<Ballot>(ballot.Text, WireJson.Options)!;

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture) + "\n";

    private static string Quoted(string text) => $"\"{OneLine(text).Replace('"', '\'')}\"\n";

    private static string OneLine(string text) => new StringBuilder(text).Replace('\n', ' ').Replace('\r', ' ').ToString();
}

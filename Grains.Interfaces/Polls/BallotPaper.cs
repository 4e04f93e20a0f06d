namespace OrleansBackends.Grains.Interfaces.Polls;

/// <summary>What a voter has to fill in, and how it is counted: the part of a poll that is fixed when it opens.</summary>
[GenerateSerializer, Immutable, Alias("polls.paper")]
public sealed record BallotPaper
{
    [Id(0)] public required PollType Type { get; init; }

    [Id(1)] public required PollMethod Method { get; init; }

    /// <summary>How many options there are; they are called o1, o2 and so on in listed order.</summary>
    [Id(2)] public required int Options { get; init; }

    /// <summary>How many a choice names at least and at most, and how many a ranking names at least.</summary>
    [Id(3)] public int Least { get; init; } = 1;

    [Id(4)] public int Most { get; init; } = 1;

    /// <summary>The highest score; the lowest is 0.</summary>
    [Id(5)] public int MaxScore { get; init; } = 5;

    /// <summary>How many scores an option needs to have a mean.</summary>
    [Id(6)] public int LeastScores { get; init; } = 1;

    /// <summary>Names of grades, the worst first.</summary>
    [Id(7)] public IReadOnlyList<string> Grades { get; init; } = [];

    [Id(8)] public int Seats { get; init; } = 1;

    [Id(9)] public EqualRanks EqualRanks { get; init; }

    /// <summary>Whether options that a ranking leaves out share the Borda points that are left; else they get none.</summary>
    [Id(10)] public bool UnrankedShare { get; init; } = true;

    [Id(11)] public int Credits { get; init; } = 100;

    /// <summary>Whether votes may be cast against an option.</summary>
    [Id(12)] public bool AllowAgainst { get; init; }

    /// <summary>The number of an option id in listed order from 0, or null where there is none such.</summary>
    public int? OptionOf(string id) =>
        id is ['o', >= '1' and <= '9', ..] && int.TryParse(id.AsSpan(1), System.Globalization.NumberStyles.None, null, out var number) && number <= Options
            ? number - 1
            : null;

    public static string IdOf(int option) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"o{option + 1}");
}

namespace OrleansBackends.Grains.Polls.Counting;

/// <summary>What a method makes of the ballots. Options are named by their place in the poll's list.</summary>
internal sealed record Outcome
{
    /// <summary>All options, best first; those of one tier are tied.</summary>
    public required IReadOnlyList<IReadOnlyList<int>> Ranking { get; init; }

    /// <summary>Who wins before the poll's rule for ties is asked: one, several that are tied, those elected, or nobody.</summary>
    public required IReadOnlyList<int> Winners { get; init; }

    /// <summary>Points of each option where the method has such, as whole numbers of <c>1 / <see cref="Unit"/></c>.</summary>
    public IReadOnlyList<Int128>? Points { get; init; }

    public int Unit { get; init; } = 1;

    /// <summary>Ballots that count for nobody because several options share their first place.</summary>
    public long Unclear { get; init; }

    /// <summary>How the count went, where it has rounds.</summary>
    public IReadOnlyList<Round> Rounds { get; init; } = [];

    /// <summary>Ties inside the count that the lot decided.</summary>
    public IReadOnlyList<Lot> Lots { get; init; } = [];

    /// <summary>Pairs that ranked pairs left out because they would have closed a cycle, in the order of their strength.</summary>
    public IReadOnlyList<Majority> Skipped { get; init; } = [];

    public static Outcome Of(IReadOnlyList<IReadOnlyList<int>> ranking) => new() { Ranking = ranking, Winners = ranking[0] };

    /// <summary>The more points, the better.</summary>
    public static Outcome ByPoints(IReadOnlyList<Int128> points, int unit = 1) => Of(Ranks.Descending(points)) with { Points = points, Unit = unit };
}

/// <summary>One stage of a count by elimination or transfer: what each option held, and what was decided on it.</summary>
/// <param name="Votes">By option, in 1/<see cref="Outcome.Unit"/>; 0 for those that are out.</param>
/// <param name="Elected">Who reached what is needed at this stage.</param>
/// <param name="Transferred">Whose surplus is handed on, if any.</param>
/// <param name="Excluded">Who leaves, if any.</param>
/// <param name="Exhausted">Votes that name nobody who is still there, in the same unit.</param>
internal sealed record Round(IReadOnlyList<long> Votes, IReadOnlyList<int> Elected, int? Transferred, int? Excluded, long Exhausted);

/// <summary>A tie in the midst of a count, and whom the lot fell on.</summary>
internal sealed record Lot(int Round, IReadOnlyList<int> Tied, int Decided);

/// <summary>One option preferred to another.</summary>
internal sealed record Majority(int Winner, int Loser, long For, long Against);

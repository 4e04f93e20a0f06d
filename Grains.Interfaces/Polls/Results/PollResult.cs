using System.Text.Json.Serialization;

namespace OrleansBackends.Grains.Interfaces.Polls.Results;

/// <summary>The count of a poll at one moment.</summary>
[GenerateSerializer, Immutable, Alias("polls.result")]
public sealed record PollResult
{
    /// <summary>Grows with every ballot that is counted.</summary>
    [Id(0)] public long Seq { get; init; }

    [Id(1)] public required PollMethod Method { get; init; }
    [Id(2)] public PollStatus State { get; init; }
    [Id(3)] public bool Final { get; init; }
    [Id(4)] public required long Ballots { get; init; }
    [Id(5)] public required IReadOnlyList<OptionTally> Tallies { get; init; }

    /// <summary>Option ids, best first; an inner list of several is tied.</summary>
    [Id(6)] public required IReadOnlyList<IReadOnlyList<string>> Ranking { get; init; }

    [Id(7)] public required IReadOnlyList<string> Winners { get; init; }
    [Id(8)] public IReadOnlyList<RoundView>? Rounds { get; init; }

    /// <summary>How many ballots put the option of the row above the one of the column.</summary>
    [Id(9)] public IReadOnlyList<IReadOnlyList<long>>? Matrix { get; init; }

    [Id(10)] public IReadOnlyList<MajorityView>? Skipped { get; init; }
    [Id(11)] public TieReport? Ties { get; init; }

    /// <summary>Ballots that count for nobody because several options share their first place.</summary>
    [Id(12)] public long? Unclear { get; init; }

    [Id(13)] public bool? AwaitingCastingVote { get; init; }

    /// <summary>Too many different rankings for a count at every moment: this one is an earlier one, and the final one comes at the close.</summary>
    [Id(14)] public bool? LivePaused { get; init; }

    /// <summary>A shard cannot be reached: this is the last count that was whole.</summary>
    [Id(15)] public bool? Stale { get; init; }
}

/// <summary>What an option has.</summary>
/// <param name="Option">Its id.</param>
/// <param name="Count">How many chose or marked it; of rankings, how many put it first.</param>
/// <param name="Sum">Votes, scores or credits together, where the type has such.</param>
/// <param name="Points">What the method compares, where it is a number.</param>
/// <param name="Marks">How many gave it each grade or answer, the worst first.</param>
[GenerateSerializer, Immutable, Alias("polls.option-tally")]
public sealed record OptionTally(
    [property: Id(0)] string Option, [property: Id(1)] long Count,
    [property: Id(2), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Sum,
    [property: Id(3), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] decimal? Points,
    [property: Id(4), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<long>? Marks);

/// <summary>One stage of a count by elimination or transfer; <paramref name="Votes"/> are by option in listed order.</summary>
[GenerateSerializer, Immutable, Alias("polls.round")]
public sealed record RoundView(
    [property: Id(0)] IReadOnlyList<decimal> Votes, [property: Id(1)] IReadOnlyList<string> Elected,
    [property: Id(2), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Transferred,
    [property: Id(3), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Excluded, [property: Id(4)] decimal Exhausted);

[GenerateSerializer, Immutable, Alias("polls.majority")]
public sealed record MajorityView(
    [property: Id(0)] string Winner, [property: Id(1)] string Loser, [property: Id(2)] long For, [property: Id(3)] long Against);

/// <summary>Every tie and its decision.</summary>
/// <param name="Lots">Ties in the midst of the count, decided by the lot of the seed.</param>
/// <param name="Outcome">The tie of the winners, if there is one.</param>
[GenerateSerializer, Immutable, Alias("polls.ties")]
public sealed record TieReport(
    [property: Id(0)] IReadOnlyList<LotView> Lots, [property: Id(1), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] OutcomeTie? Outcome);

[GenerateSerializer, Immutable, Alias("polls.lot")]
public sealed record LotView([property: Id(0)] int Round, [property: Id(1)] IReadOnlyList<string> Tied, [property: Id(2)] string Decided);

/// <summary>A tie of the winners; <paramref name="Decided"/> is null where they share their place or the owner has not decided.</summary>
[GenerateSerializer, Immutable, Alias("polls.outcome-tie")]
public sealed record OutcomeTie(
    [property: Id(0)] IReadOnlyList<string> Tied, [property: Id(1)] TieRule Rule, [property: Id(2), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Decided);

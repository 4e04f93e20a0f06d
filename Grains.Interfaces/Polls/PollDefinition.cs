namespace OrleansBackends.Grains.Interfaces.Polls;

/// <summary>A poll as its owner writes it. Only title, description, a later end and the comments switch may change once it has opened.</summary>
[GenerateSerializer, Immutable, Alias("polls.definition")]
public sealed record PollDefinition
{
    [Id(0)] public string Title { get; init; } = "";

    /// <summary>Markdown.</summary>
    [Id(1)] public string? Description { get; init; }

    [Id(2)] public IReadOnlyList<PollOption> Options { get; init; } = [];

    [Id(3)] public PollType Type { get; init; }

    /// <summary>The one that decides; null takes the first that fits the type.</summary>
    [Id(4)] public PollMethod? Method { get; init; }

    /// <summary>How many a choice names at least; how many a ranking names at least.</summary>
    [Id(5)] public int Min { get; init; } = 1;

    [Id(6)] public int Max { get; init; } = 1;

    [Id(7)] public int MaxScore { get; init; } = 5;

    /// <summary>How many scores an option needs to have a mean.</summary>
    [Id(8)] public int MinScores { get; init; } = 1;

    /// <summary>Names of grades, the worst first.</summary>
    [Id(9)] public IReadOnlyList<string> Grades { get; init; } = [];

    [Id(10)] public int Seats { get; init; } = 1;

    [Id(11)] public EqualRanks EqualRanks { get; init; }

    /// <summary>Whether options that a ranking leaves out share the Borda points that are left; else they get none.</summary>
    [Id(12)] public bool UnrankedShare { get; init; } = true;

    [Id(13)] public int Credits { get; init; } = 100;

    [Id(14)] public bool AllowAgainst { get; init; }

    /// <summary>When a scheduled poll opens; null opens when its owner says so.</summary>
    [Id(15)] public DateTimeOffset? OpensAt { get; init; }

    /// <summary>Null is a year after the opening.</summary>
    [Id(16)] public DateTimeOffset? ClosesAt { get; init; }

    /// <summary>The zone in which its times are shown.</summary>
    [Id(17)] public string Zone { get; init; } = "UTC";

    [Id(18)] public ResultVisibility Visibility { get; init; }
    [Id(19)] public VoterStrength Strength { get; init; }
    [Id(20)] public PollPrivacy Privacy { get; init; } = PollPrivacy.Private;
    [Id(21)] public bool AllowChange { get; init; } = true;
    [Id(22)] public bool AllowWithdraw { get; init; } = true;

    /// <summary>So many voters and no more; such a poll is counted in one place.</summary>
    [Id(23)] public int? MaxVoters { get; init; }

    /// <summary>By which the number of shards is chosen when the poll opens.</summary>
    [Id(24)] public long ExpectedVoters { get; init; } = 10_000;

    [Id(25)] public TieRule Ties { get; init; }
    [Id(26)] public bool Comments { get; init; } = true;

    /// <summary>Whether it is in the public list; else it is reached by its id alone.</summary>
    [Id(27)] public bool Listed { get; init; } = true;

    /// <summary>The part that ballots are read by.</summary>
    public BallotPaper Paper() => new()
    {
        Type = Type,
        Method = Method ?? PollMethods.Of(Type, Max > 1)[0],
        Options = Options.Count,
        Least = Min,
        Most = Max,
        MaxScore = MaxScore,
        LeastScores = MinScores,
        Grades = Grades,
        Seats = Seats,
        EqualRanks = EqualRanks,
        UnrankedShare = UnrankedShare,
        Credits = Credits,
        AllowAgainst = AllowAgainst,
    };
}

/// <param name="Text">What the voter reads.</param>
/// <param name="Description">More about it.</param>
/// <param name="Link">An https address.</param>
/// <param name="Capacity">So many ballots may choose it and no more; only of a choice.</param>
[GenerateSerializer, Immutable, Alias("polls.option")]
public sealed record PollOption(
    [property: Id(0)] string Text, [property: Id(1)] string? Description = null, [property: Id(2)] string? Link = null, [property: Id(3)] int? Capacity = null);

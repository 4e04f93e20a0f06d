using OrleansBackends.Grains.Interfaces.Polls;

namespace OrleansBackends.WebFrontend.Polls;

public sealed record CreatePollRequest
{
    public required string Title { get; init; }

    /// <summary>Markdown.</summary>
    public string? Description { get; init; }

    public required IReadOnlyList<PollOption> Options { get; init; }
    public PollType Type { get; init; }

    /// <summary>The deciding one; where it is absent, the first that fits the type.</summary>
    public PollMethod? Method { get; init; }

    public int Min { get; init; } = 1;
    public int Max { get; init; } = 1;
    public int MaxScore { get; init; } = 5;
    public int MinScores { get; init; } = 1;

    /// <summary>The worst first.</summary>
    public IReadOnlyList<string>? Grades { get; init; }

    public int Seats { get; init; } = 1;
    public EqualRanks EqualRanks { get; init; }
    public bool UnrankedShare { get; init; } = true;
    public int Credits { get; init; } = 100;
    public bool AllowAgainst { get; init; }
    public DateTimeOffset? OpensAt { get; init; }
    public DateTimeOffset? ClosesAt { get; init; }
    public string Zone { get; init; } = "UTC";
    public ResultVisibility Visibility { get; init; }
    public VoterStrength Strength { get; init; }
    public PollPrivacy Privacy { get; init; } = PollPrivacy.Private;

    /// <summary>Yes where it is absent, but for secret ballots, which stay as they are.</summary>
    public bool? AllowChange { get; init; }

    /// <summary>As with changes.</summary>
    public bool? AllowWithdraw { get; init; }

    public int? MaxVoters { get; init; }
    public long ExpectedVoters { get; init; } = 10_000;
    public TieRule Ties { get; init; }
    public bool Comments { get; init; } = true;
    public bool Listed { get; init; } = true;

    /// <summary>Opens the poll at once, or at its time, in place of leaving a draft.</summary>
    public bool Open { get; init; }

    internal PollDefinition ToDefinition() => new()
    {
        Title = Title,
        Description = Description,
        Options = Options,
        Type = Type,
        Method = Method,
        Min = Min,
        Max = Max,
        MaxScore = MaxScore,
        MinScores = MinScores,
        Grades = Grades ?? [],
        Seats = Seats,
        EqualRanks = EqualRanks,
        UnrankedShare = UnrankedShare,
        Credits = Credits,
        AllowAgainst = AllowAgainst,
        OpensAt = OpensAt,
        ClosesAt = ClosesAt,
        Zone = Zone,
        Visibility = Visibility,
        Strength = Strength,
        Privacy = Privacy,
        AllowChange = AllowChange ?? Privacy != PollPrivacy.Secret,
        AllowWithdraw = AllowWithdraw ?? Privacy != PollPrivacy.Secret,
        MaxVoters = MaxVoters,
        ExpectedVoters = ExpectedVoters,
        Ties = Ties,
        Comments = Comments,
        Listed = Listed,
    };
}

public sealed record CastingVoteRequest
{
    /// <summary>The tied options, the winner first.</summary>
    public required IReadOnlyList<string> Order { get; init; }
}

using OrleansBackends.Grains.Interfaces.Polls;

namespace OrleansBackends.WebFrontend.Polls;

/// <summary>What is absent stays, null clears.</summary>
public sealed record EditPollRequest
{
    public Optional<string> Title { get; init; }
    public Optional<string> Description { get; init; }
    public Optional<IReadOnlyList<PollOption>> Options { get; init; }
    public Optional<PollType> Type { get; init; }
    public Optional<PollMethod?> Method { get; init; }
    public Optional<int> Min { get; init; }
    public Optional<int> Max { get; init; }
    public Optional<int> MaxScore { get; init; }
    public Optional<int> MinScores { get; init; }
    public Optional<IReadOnlyList<string>> Grades { get; init; }
    public Optional<int> Seats { get; init; }
    public Optional<EqualRanks> EqualRanks { get; init; }
    public Optional<bool> UnrankedShare { get; init; }
    public Optional<int> Credits { get; init; }
    public Optional<bool> AllowAgainst { get; init; }
    public Optional<DateTimeOffset?> OpensAt { get; init; }
    public Optional<DateTimeOffset?> ClosesAt { get; init; }
    public Optional<string> Zone { get; init; }
    public Optional<ResultVisibility> Visibility { get; init; }
    public Optional<VoterStrength> Strength { get; init; }
    public Optional<PollPrivacy> Privacy { get; init; }
    public Optional<bool> AllowChange { get; init; }
    public Optional<bool> AllowWithdraw { get; init; }
    public Optional<int?> MaxVoters { get; init; }
    public Optional<long> ExpectedVoters { get; init; }
    public Optional<TieRule> Ties { get; init; }
    public Optional<bool> Comments { get; init; }
    public Optional<bool> Listed { get; init; }

    internal PollDefinition Over(PollDefinition poll) => new()
    {
        Title = Title.Or(poll.Title) ?? "",
        Description = Description.Or(poll.Description),
        Options = Options.Or(poll.Options) ?? [],
        Type = Type.Or(poll.Type),
        Method = Method.Or(poll.Method),
        Min = Min.Or(poll.Min),
        Max = Max.Or(poll.Max),
        MaxScore = MaxScore.Or(poll.MaxScore),
        MinScores = MinScores.Or(poll.MinScores),
        Grades = Grades.Or(poll.Grades) ?? [],
        Seats = Seats.Or(poll.Seats),
        EqualRanks = EqualRanks.Or(poll.EqualRanks),
        UnrankedShare = UnrankedShare.Or(poll.UnrankedShare),
        Credits = Credits.Or(poll.Credits),
        AllowAgainst = AllowAgainst.Or(poll.AllowAgainst),
        OpensAt = OpensAt.Or(poll.OpensAt),
        ClosesAt = ClosesAt.Or(poll.ClosesAt),
        Zone = Zone.Or(poll.Zone) ?? "",
        Visibility = Visibility.Or(poll.Visibility),
        Strength = Strength.Or(poll.Strength),
        Privacy = Privacy.Or(poll.Privacy),
        AllowChange = AllowChange.Or(poll.AllowChange),
        AllowWithdraw = AllowWithdraw.Or(poll.AllowWithdraw),
        MaxVoters = MaxVoters.Or(poll.MaxVoters),
        ExpectedVoters = ExpectedVoters.Or(poll.ExpectedVoters),
        Ties = Ties.Or(poll.Ties),
        Comments = Comments.Or(poll.Comments),
        Listed = Listed.Or(poll.Listed),
    };
}

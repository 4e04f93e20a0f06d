namespace OrleansBackends.Grains.Interfaces.Polls;

/// <summary>Which methods can count which ballots.</summary>
public static class PollMethods
{
    /// <summary>The first one decides where a poll names none.</summary>
    public static IReadOnlyList<PollMethod> Of(PollType type, bool several) => type switch
    {
        PollType.Choice => several ? [PollMethod.Plurality, PollMethod.Approval] : [PollMethod.Plurality],
        PollType.Approval => [PollMethod.Approval],
        PollType.Score => [PollMethod.ScoreSum, PollMethod.ScoreMean],
        PollType.Ranked =>
        [
            PollMethod.Schulze, PollMethod.RankedPairs, PollMethod.Condorcet, PollMethod.Copeland, PollMethod.Borda, PollMethod.Irv, PollMethod.Stv,
            PollMethod.Plurality,
        ],
        PollType.Grade => [PollMethod.MajorityJudgement],
        PollType.Quadratic => [PollMethod.Quadratic],
        PollType.Date => [PollMethod.Date],
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };

    /// <summary>Whether papers move from option to option: the method looks at single rankings, not only at what they add up to.</summary>
    public static bool Eliminates(this PollMethod method) => method is PollMethod.Irv or PollMethod.Stv;
}

using Microsoft.AspNetCore.Components;
using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Interfaces.Polls.Ballots;
using OrleansBackends.Grains.Interfaces.Polls.Comments;
using OrleansBackends.Grains.Interfaces.Polls.Results;

namespace OrleansBackends.WebFrontend.Polls.Pages;

/// <summary>What the page of a poll shows one visitor.</summary>
public sealed record PollPageView
{
    public required PollView Poll { get; init; }

    /// <summary>Null where this visitor may not see counts, and then <see cref="Hidden"/> says why.</summary>
    public PollResult? Result { get; init; }

    public Error? Hidden { get; init; }

    /// <summary>The visitor's own ballot; nobody's, where ballots are secret.</summary>
    public Ballot? Own { get; init; }

    public bool HasVoted { get; init; }

    /// <summary>By which the visitor can prove the ballot after the close.</summary>
    public string? Receipt { get; init; }

    /// <summary>The nonce of a secret ballot, which is made with the form because it cannot be repeated later.</summary>
    public string? Nonce { get; init; }

    /// <summary>The description as HTML.</summary>
    public MarkupString? Description { get; init; }

    /// <summary>Why the form cannot be used, if it cannot.</summary>
    public Error? NoVoter { get; init; }

    public required IReadOnlyList<(CommentView Comment, string Author)> Comments { get; init; }

    public bool IsSignedIn { get; init; }

    public string? Invite { get; init; }

    /// <summary>Why what was sent last was not taken.</summary>
    public Error? Refused { get; init; }

    public bool IsThanked { get; init; }

    public bool TakesBallots => Poll.State == PollStatus.Open && NoVoter is null && (!HasVoted || Poll.Definition.AllowChange);

    public string Action => Invite is null ? $"/p/{Poll.Id}" : $"/p/{Poll.Id}?invite={Uri.EscapeDataString(Invite)}";

    public string Id(int option) => BallotPaper.IdOf(option);

    public int? Mark(IReadOnlyDictionary<string, int>? marks, string option) => marks is not null && marks.TryGetValue(option, out var mark) ? mark : null;

    /// <summary>The place in the visitor's ranking, from 1.</summary>
    public int? RankOf(string option) => Own?.Ranking?.ToList().FindIndex(tier => tier.Contains(option)) is >= 0 and var place ? place + 1 : null;

    /// <summary>What the bar of an option is as long as: what the deciding method compares, or the nearest thing that is a number.</summary>
    public static decimal LengthOf(OptionTally tally, PollMethod method) => method switch
    {
        PollMethod.ScoreMean => tally.Count == 0 ? 0 : Math.Round((decimal)tally.Sum!.Value / tally.Count, 2),
        PollMethod.Date => tally.Marks!.Skip((int)DateAnswer.IfNeedBe).Sum(),
        PollMethod.MajorityJudgement => Median(tally.Marks!),
        _ => tally.Points ?? tally.Count,
    };

    /// <summary>The same in words: of grades the name of the median.</summary>
    public string NumberOf(OptionTally tally, PollMethod method) =>
        method != PollMethod.MajorityJudgement ? Charts.Number(LengthOf(tally, method))
        : tally.Count == 0 ? ""
        : Poll.Definition.Grades[Median(tally.Marks!)];

    /// <summary>The lower one where there are two.</summary>
    private static int Median(IReadOnlyList<long> marks)
    {
        var half = (marks.Sum() + 1) / 2;
        var grade = 0;
        for (var below = marks[0]; below < half; below += marks[++grade])
        {
        }

        return grade;
    }
}

namespace OrleansBackends.Grains.Interfaces.Polls;

/// <summary>What a voter fills in.</summary>
[GenerateSerializer, Alias("polls.type")]
public enum PollType
{
    /// <summary>One option, or between a least and a greatest number of them.</summary>
    Choice,

    /// <summary>Any number of options.</summary>
    Approval,

    /// <summary>A number for each option that one has an opinion on.</summary>
    Score,

    /// <summary>Options in order, equal ones where the poll allows them.</summary>
    Ranked,

    /// <summary>One of 3 to 7 named grades for every option.</summary>
    Grade,

    /// <summary>Votes that cost their square.</summary>
    Quadratic,

    /// <summary>Yes, if need be, or no for every date.</summary>
    Date,
}

/// <summary>How ballots are counted; which types a method fits says <see cref="PollMethods"/>.</summary>
[GenerateSerializer, Alias("polls.method")]
public enum PollMethod
{
    Plurality,
    Approval,
    ScoreSum,
    ScoreMean,
    Borda,
    Irv,
    Stv,
    Condorcet,
    Schulze,
    RankedPairs,
    Copeland,
    MajorityJudgement,
    Quadratic,
    Date,
}

/// <summary>What becomes of a paper that reaches a rank which several options that are still there share.</summary>
[GenerateSerializer, Alias("polls.equal-ranks")]
public enum EqualRanks
{
    /// <summary>Such ballots are refused where the deciding method eliminates; a paper that has one after all ends there.</summary>
    Forbid,

    /// <summary>The paper ends there.</summary>
    Exhaust,

    /// <summary>The rank is passed over.</summary>
    Skip,
}

/// <summary>Who decides a tie in the outcome; ties inside a count always go to the lot of the seed.</summary>
[GenerateSerializer, Alias("polls.tie-rule")]
public enum TieRule
{
    /// <summary>Nobody: the tied share their place.</summary>
    Show,
    FirstListed,

    /// <summary>The owner, by a casting vote after the close.</summary>
    Owner,

    /// <summary>A lot that is fixed before the first ballot and published after the last.</summary>
    Seed,
}

/// <summary>When results may be seen; the same holds for the owner.</summary>
[GenerateSerializer, Alias("polls.visibility")]
public enum ResultVisibility
{
    Live,
    AfterVote,
    AfterClose,
}

/// <summary>What makes a voter one voter.</summary>
[GenerateSerializer, Alias("polls.strength")]
public enum VoterStrength
{
    Cookie,
    Ip,
    Account,
    Invite,
}

[GenerateSerializer, Alias("polls.privacy")]
public enum PollPrivacy
{
    /// <summary>Who voted what is public.</summary>
    Named,

    /// <summary>Only totals are shown; the server could link.</summary>
    Private,

    /// <summary>What somebody voted is in no answer, list, event, export or log.</summary>
    Secret,
}

[GenerateSerializer, Alias("polls.state")]
public enum PollStatus
{
    Draft,
    Scheduled,
    Open,

    /// <summary>No ballot is taken any more, and the result is being counted.</summary>
    Closing,
    Closed,
}

namespace OrleansBackends.Grains.Interfaces.Polls;

/// <summary>Bounds of a poll; together they keep its definition under 128 KB.</summary>
public static class PollLimits
{
    public const int Title = 300;
    public const int Description = 5_000;
    public const int MinOptions = 2;
    public const int MaxOptions = 100;
    public const int OptionText = 200;
    public const int OptionDescription = 1_000;
    public const int OptionLink = 2_048;
    public const int MaxScore = 100;
    public const int MinGrades = 3;
    public const int MaxGrades = 7;
    public const int GradeName = 40;
    public const int MaxSeats = 20;
    public const int MaxCredits = 10_000;

    /// <summary>Voters of a poll whose capacity is limited: it is counted in one place.</summary>
    public const int MaxCapacity = 100_000;

    public const int Zone = 64;
    public const int Comment = 2_000;
    public const int Invites = 100_000;
    public const int InvitesAtOnce = 1_000;
    public const int InviteLabel = 100;

    /// <summary>Voters whose ballots one grain keeps.</summary>
    public const int ShardVoters = 250_000;

    /// <summary>Fewer secret ballots than these are never shown, and no two snapshots differ by fewer.</summary>
    public const int SecretStep = 5;

    public static readonly TimeSpan ShortestTime = TimeSpan.FromMinutes(1);
    public static readonly TimeSpan LongestTime = TimeSpan.FromDays(366);
}

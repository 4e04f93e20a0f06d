using OrleansBackends.Grains.Interfaces.Polls.Ballots;

namespace OrleansBackends.Grains.Polls.Ballots;

/// <summary>An entry of a shard's journal. One whose data was erased has no voter.</summary>
internal sealed record BallotEntry
{
    public const string Cast = "cast";
    public const string Withdraw = "withdraw";
    public const string Revoke = "revoke";
    public const string Close = "close";
    public const string Erase = "erase";
    public const string Forgotten = "forgotten";

    public string? Voter { get; init; }
    public int Version { get; init; }
    public DateTimeOffset At { get; init; }
    public Ballot? Ballot { get; init; }

    /// <summary>Who voted, where everybody may know.</summary>
    public UserId? User { get; init; }

    /// <summary>Who voted, where only that is told, and after the close.</summary>
    public UserId? By { get; init; }

    public int? Invite { get; init; }

    /// <summary>The voter's own, where one was sent.</summary>
    public string? Nonce { get; init; }
}

namespace OrleansBackends.Grains.Interfaces.Polls.Ballots;

/// <summary>Why a ballot is not taken; a refused ballot changes nothing.</summary>
public static class BallotErrors
{
    public static Error WrongType { get; } = Broken("wrong-ballot-type", "The ballot is not of the poll's type.", null);

    public static Error TooFewChoices { get; } = Broken("too-few-choices", "More options must be chosen.", "choices");

    public static Error TooManyChoices { get; } = Broken("too-many-choices", "Fewer options may be chosen.", "choices");

    public static Error ScoreOutOfRange { get; } = Broken("score-out-of-range", "A score is outside the poll's range.", "scores");

    public static Error EqualRanksNotAllowed { get; } = Broken("equal-ranks-not-allowed", "Each rank takes one option in this poll.", "ranking");

    public static Error RankingTooShort { get; } = Broken("ranking-too-short", "More options must be ranked.", "ranking");

    public static Error GradeMissing { get; } = Broken("grade-missing", "Every option needs one of the poll's grades.", "grades");

    public static Error CreditsExceeded { get; } = Broken("credits-exceeded", "The squares of the votes come to more than the credits.", "votes");

    public static Error AgainstNotAllowed { get; } = Broken("against-not-allowed", "Votes against an option are not allowed in this poll.", "votes");

    public static Error AnswerMissing { get; } = Broken("answer-missing", "Every date needs an answer.", "answers");

    public static Error NotOpen { get; } = new(ErrorKind.Conflict, "poll-not-open", "The poll is not open yet.");

    public static Error Closed { get; } = new(ErrorKind.Gone, "poll-closed", "The poll is closed.");

    public static Error NotInvited { get; } = new(ErrorKind.Forbidden, "not-invited", "This poll takes ballots of those who were invited.");

    public static Error InviteRevoked { get; } = new(ErrorKind.Forbidden, "invite-revoked", "This invitation was revoked.");

    public static Error AlreadyVoted { get; } = new(ErrorKind.Conflict, "already-voted", "You have voted, and ballots of this poll cannot be changed.");

    public static Error NonceTaken { get; } = new(ErrorKind.Conflict, "nonce-taken", "Another voter has this nonce: draw a new one.") { Member = "nonce" };

    public static Error NoReceipt { get; } = Errors.NotFound("receipt");

    public static Error PollFull { get; } = new(ErrorKind.Conflict, "poll-full", "As many have voted as may.");

    public static Error ShardFull { get; } = new(ErrorKind.Unavailable, "shard-full", "More have voted than this poll was opened for.");

    public static Error NoBallot { get; } = Errors.NotFound("ballot");

    public static Error WithdrawalNotAllowed { get; } = new(ErrorKind.Conflict, "withdrawal-not-allowed", "Ballots of this poll cannot be withdrawn.");

    public static Error OptionFull(IEnumerable<string> options) =>
        new(ErrorKind.Conflict, "option-full", "As many have chosen this as may.") { Member = "choices", Reasons = [.. options] };

    public static Error UnknownOption(string member) => Broken("unknown-option", "The ballot names an option that the poll does not have.", member);

    public static Error DuplicateOption(string member) => Broken("duplicate-option", "The ballot names an option more than once.", member);

    private static Error Broken(string code, string message, string? member) => new(ErrorKind.Unprocessable, code, message) { Member = member };
}

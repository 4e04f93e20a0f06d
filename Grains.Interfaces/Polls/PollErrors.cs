namespace OrleansBackends.Grains.Interfaces.Polls;

public static class PollErrors
{
    public static Error NotFound { get; } = Errors.NotFound("poll");

    public static Error OptionsCount { get; } = Broken("options-count", $"A poll has {PollLimits.MinOptions} to {PollLimits.MaxOptions} options.", "options");

    public static Error MinMax { get; } = Broken("min-max", "The least is at least 1 (0 where nothing need be chosen), not above the most, and the most not above the options.", "max");

    public static Error MethodDoesNotFit { get; } = Broken("method-does-not-fit", "This method cannot count ballots of this type.", "method");

    public static Error SecretNoChange { get; } = Broken("secret-no-change", "Secret ballots can be neither changed nor withdrawn.", "allowChange");

    public static Error SecretNoCapacity { get; } = Broken("secret-no-capacity", "Options of a secret poll have no capacity: that one is full would tell its count.", "options");

    public static Error TooFewBallots { get; } =
        new(ErrorKind.Forbidden, "too-few-ballots", $"Ballots are secret: nothing is shown below {PollLimits.SecretStep} of them.");

    public static Error NamedNeedsAccount { get; } = Broken("named-needs-account", "Who votes under a name needs an account.", "privacy");

    public static Error CapacityNeedsChoice { get; } = Broken("capacity-needs-choice", "Only the options of a choice have a capacity.", "options");

    public static Error Times { get; } = Broken("times", "A poll is open between a minute and a year, and begins and ends in the future.", "closesAt");

    public static Error UnknownZone { get; } = new(ErrorKind.Invalid, "unknown-zone", "This is no IANA time zone.") { Member = "zone" };

    public static Error DefinitionFixed { get; } =
        Clash("definition-fixed", "Once open, only title, description, a later end and the comments switch may change.");

    public static Error WrongState { get; } = Clash("wrong-state", "The poll is not in a state for this.");

    public static Error NoTie { get; } = Clash("no-tie", "There is no tie that waits for the owner.");

    public static Error CastingVoteIncomplete { get; } = Broken("casting-vote-incomplete", "Name each of the tied options once.", "order");

    public static Error NotClosed { get; } = Clash("poll-not-closed", "The poll is not closed.");

    public static Error HiddenUntilVote { get; } = new(ErrorKind.Forbidden, "results-hidden-until-vote", "Who has voted sees the results.");

    public static Error HiddenUntilClose { get; } = new(ErrorKind.Forbidden, "results-hidden-until-close", "The results are shown when the poll is closed.");

    public static Error CommentsOff { get; } = new(ErrorKind.Forbidden, "comments-off", "This poll takes no comments.");

    public static Error CommentNotFound { get; } = Errors.NotFound("comment");

    public static Error StrengthIsNotInvite { get; } = Clash("strength-is-not-invite", "Nobody needs an invitation to this poll.");

    public static Error InviteUsed { get; } = Clash("already-used", "This invitation was used.");

    public static Error InviteNotFound { get; } = Errors.NotFound("invite");

    public static Error TooManyInvites { get; } = Broken("too-many-invites", $"A poll has at most {PollLimits.Invites} invitations.", "count");

    public static Error FormatDoesNotFit { get; } = Clash("format-does-not-fit", "Ballots of this type cannot be written in this format.");

    private static Error Broken(string code, string message, string member) => new(ErrorKind.Unprocessable, code, message) { Member = member };

    private static Error Clash(string code, string message) => new(ErrorKind.Conflict, code, message);
}

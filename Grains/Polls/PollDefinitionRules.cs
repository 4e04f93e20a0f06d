using OrleansBackends.Grains.Interfaces.Polls;

namespace OrleansBackends.Grains.Polls;

/// <summary>What a definition has to keep to, whatever its times.</summary>
internal static class PollDefinitionRules
{
    /// <summary>Characters of its JSON.</summary>
    private const int MaxSize = 128 * 1024;

    private const long MaxExpected = 16_000_000;

    public static Error? Refuse(PollDefinition poll) => RefuseTexts(poll) ?? RefuseNumbers(poll) ?? RefuseChoice(poll) ?? RefuseVoters(poll) ?? RefuseWhole(poll);

    private static Error? RefuseWhole(PollDefinition poll)
    {
        var whole = DocumentJson.Write(poll);
        return whole.Length > MaxSize ? Errors.Invalid("The poll is too long as a whole.", "options")
            : PollText.IsStorable(whole) ? null
            : Errors.Invalid("A text holds a character that is none.");
    }

    private static Error? RefuseTexts(PollDefinition poll) =>
        poll.Title.Length is 0 or > PollLimits.Title ? Errors.Invalid($"1 to {PollLimits.Title} characters.", "title")
        : poll.Description?.Length > PollLimits.Description ? Errors.Invalid($"At most {PollLimits.Description} characters.", "description")
        : poll.Options.Count is < PollLimits.MinOptions or > PollLimits.MaxOptions ? PollErrors.OptionsCount
        : poll.Options.Select(Refuse).FirstOrDefault(refused => refused is not null)
        ?? (poll.Zone.Length > PollLimits.Zone || !TimeZoneInfo.TryFindSystemTimeZoneById(poll.Zone, out _) ? PollErrors.UnknownZone : null);

    private static Error? Refuse(PollOption option) =>
        option.Text.Length is 0 or > PollLimits.OptionText ? Errors.Invalid($"1 to {PollLimits.OptionText} characters.", "options.text")
        : option.Description?.Length > PollLimits.OptionDescription ? Errors.Invalid($"At most {PollLimits.OptionDescription} characters.", "options.description")
        : option.Link is { } link && !IsLink(link) ? Errors.Invalid("An absolute https address.", "options.link")
        : null;

    private static bool IsLink(string link) =>
        link.Length <= PollLimits.OptionLink && Uri.TryCreate(link, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps && url.UserInfo.Length == 0;

    private static Error? RefuseNumbers(PollDefinition poll) =>
        Within(poll.MaxScore, 1, PollLimits.MaxScore, "maxScore")
        ?? Within(poll.MinScores, 1, int.MaxValue, "minScores")
        ?? Within(poll.Seats, 1, Math.Min(PollLimits.MaxSeats, poll.Options.Count), "seats")
        ?? Within(poll.Credits, 1, PollLimits.MaxCredits, "credits")
        ?? (poll.ExpectedVoters is < 1 or > MaxExpected ? Errors.Invalid($"1 to {MaxExpected}.", "expectedVoters") : null)
        ?? (poll.Type == PollType.Grade && !AreGrades(poll.Grades)
            ? Errors.Invalid($"{PollLimits.MinGrades} to {PollLimits.MaxGrades} different names of 1 to {PollLimits.GradeName} characters.", "grades")
            : null);

    private static bool AreGrades(IReadOnlyList<string> grades) =>
        grades.Count is >= PollLimits.MinGrades and <= PollLimits.MaxGrades
        && grades.All(grade => grade.Length is > 0 and <= PollLimits.GradeName)
        && grades.Distinct().Count() == grades.Count;

    private static Error? RefuseChoice(PollDefinition poll) =>
        poll.Type is PollType.Choice && (poll.Min < 1 || poll.Min > poll.Max || poll.Max > poll.Options.Count) ? PollErrors.MinMax
        : poll.Type is PollType.Ranked && (poll.Min < 1 || poll.Min > poll.Options.Count) ? PollErrors.MinMax
        : poll.Method is { } method && !PollMethods.Of(poll.Type, poll.Max > 1).Contains(method) ? PollErrors.MethodDoesNotFit
        : null;

    private static Error? RefuseVoters(PollDefinition poll) =>
        poll.Privacy == PollPrivacy.Secret && (poll.AllowChange || poll.AllowWithdraw) ? PollErrors.SecretNoChange
        : poll.Privacy == PollPrivacy.Secret && poll.Options.Any(option => option.Capacity is not null) ? PollErrors.SecretNoCapacity
        : poll.Privacy == PollPrivacy.Named && poll.Strength != VoterStrength.Account ? PollErrors.NamedNeedsAccount
        : poll.Type != PollType.Choice && poll.Options.Any(option => option.Capacity is not null) ? PollErrors.CapacityNeedsChoice
        : poll.Options.Any(option => option.Capacity is < 1 or > PollLimits.MaxCapacity)
            ? Errors.Invalid($"1 to {PollLimits.MaxCapacity}.", "options.capacity")
        : poll.MaxVoters is < 1 or > PollLimits.MaxCapacity ? Errors.Invalid($"1 to {PollLimits.MaxCapacity}.", "maxVoters")
        : null;

    private static Error? Within(int value, int least, int most, string member) =>
        value < least || value > most ? Errors.Invalid(most == int.MaxValue ? $"At least {least}." : $"{least} to {most}.", member) : null;
}

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>A refusal in words for people: what the API says by reasons and headers stands in the sentence.</summary>
internal static class RefusalTexts
{
    private static readonly Dictionary<string, string> Reasons = new()
    {
        ["too-short"] = "It is too short.",
        ["too-long"] = "It is too long.",
        ["common"] = "It is one of the passwords that are guessed first.",
        ["similar-to-identity"] = "It is too much like your name or address.",
    };

    public static string Of(Error error)
    {
        var sentences = (error.Reasons ?? []).Select(reason => Reasons.GetValueOrDefault(reason)).OfType<string>().Prepend(error.Message);
        return string.Join(' ', error.RetryAfter is { } wait ? sentences.Append($"Try again {After(wait)}.") : sentences);
    }

    private static string After(TimeSpan wait) => ProblemAnswer.Seconds(wait) switch
    {
        1 => "in a second",
        var seconds and <= 90 => $"in {seconds} seconds",
        var seconds => $"in {(seconds + 59) / 60} minutes",
    };
}

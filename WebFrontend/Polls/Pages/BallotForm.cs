using System.Globalization;
using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Interfaces.Polls.Ballots;

namespace OrleansBackends.WebFrontend.Polls.Pages;

/// <summary>Reads a ballot from the form of the page; what makes no sense is left out, and the poll's rules say what is missing.</summary>
internal static class BallotForm
{
    public const string Choice = "choice";
    public const string Nonce = "nonce";

    public static Ballot Read(PollDefinition poll, IFormCollection form)
    {
        var options = Enumerable.Range(0, poll.Options.Count).Select(BallotPaper.IdOf).ToList();
        return poll.Type switch
        {
            PollType.Choice or PollType.Approval => new Ballot { Choices = [.. form[Choice].OfType<string>()] },
            PollType.Score => new Ballot { Scores = Numbers(options, form) },
            PollType.Grade => new Ballot { Grades = Numbers(options, form) },
            PollType.Quadratic => new Ballot { Votes = Numbers(options, form) },
            PollType.Ranked => new Ballot
            {
                Ranking = [.. Numbers(options, form).GroupBy(rank => rank.Value, rank => rank.Key).OrderBy(tier => tier.Key).Select(tier => (IReadOnlyList<string>)[.. tier])],
            },
            PollType.Date => new Ballot { Answers = Numbers(options, form).Where(answer => Enum.IsDefined((DateAnswer)answer.Value)).ToDictionary(a => a.Key, a => (DateAnswer)a.Value) },
            _ => throw new ArgumentOutOfRangeException(nameof(poll), poll.Type, null),
        };
    }

    private static Dictionary<string, int> Numbers(IEnumerable<string> options, IFormCollection form) =>
        options.Select(option => (option, Text: form[option].ToString()))
            .Where(field => int.TryParse(field.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            .ToDictionary(field => field.option, field => int.Parse(field.Text, CultureInfo.InvariantCulture));
}

using System.Text.RegularExpressions;
using OrleansBackends.Tests.Notifications.Channels.Email;

namespace OrleansBackends.Tests.Kill.Mails;

/// <summary>What arrived at a mail server: of each mail its Message-ID and its recipient.</summary>
internal sealed partial class MailBag(SmtpDouble server)
{
    public IReadOnlyList<(string Id, string To)> Mails =>
        [.. server.Mails.Select(mail => (Id().Match(mail).Groups[1].Value, To().Match(mail).Groups[1].Value))];

    /// <summary>How many people of these triggers got one.</summary>
    public int Reached(IEnumerable<string> transactions) => Of(transactions).Select(mail => mail.To).Distinct().Count();

    public IEnumerable<(string Id, string To)> Of(IEnumerable<string> transactions)
    {
        var wanted = transactions.ToHashSet();
        return Mails.Where(mail => wanted.Contains(MailDesk.TransactionOf(mail.To)));
    }

    [GeneratedRegex("^Message-Id: *<(.+?)>", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex Id();

    [GeneratedRegex("^To: *<?(.+?@[^>\\s]+)", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex To();
}

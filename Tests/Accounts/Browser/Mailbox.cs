using System.Text.RegularExpressions;
using OrleansBackends.Tests.Common.Browser;

namespace OrleansBackends.Tests.Accounts.Browser;

internal static partial class Mailbox
{
    private static readonly TimeSpan Patience = TestTime.Deadline;

    /// <summary>Finds the newest mail to an address in the development mailbox whose link leads to this page, and opens the link.</summary>
    public static async Task OpenMailedLinkAsync(this BrowserPage page, BrowserApp app, string address, string name)
    {
        string? link = null;
        await TestTime.Eventually(
            async () =>
            {
                await page.GoToAsync(app.Link("/dev/mailbox"));
                var mails = await page.EvaluateAsync<string[]>("[...document.querySelectorAll('article')].map(mail => mail.innerText)");
                link = mails.Where(mail => mail.Contains(address, StringComparison.Ordinal)).Select(mail => Link().Match(mail).Value)
                    .FirstOrDefault(found => found.Contains($"/account/{name}?", StringComparison.Ordinal));
                return link is not null;
            },
            $"a mail to {address} that leads to {name}",
            Patience);
        await page.GoToAsync(new Uri(link!));
    }

    [GeneratedRegex(@"http://localhost:\d+/account/[a-z]+\?token=[A-Za-z0-9_-]+")]
    private static partial Regex Link();
}

using System.Net;
using System.Text.RegularExpressions;

namespace OrleansBackends.Tests.Accounts;

/// <summary>Forms as a browser without script posts them: with the hidden fields of the page that they stand on.</summary>
internal static partial class FormClient
{
    /// <summary>Reads the page, fills a form in with its hidden fields, and posts it to <paramref name="action"/> or to the page itself.</summary>
    public static async Task<HttpResponseMessage> SubmitAsync(this CookieClient browser, string page, object fields, string? action = null)
    {
        using var shown = await browser.Client.GetAsync(page);
        var html = await shown.Content.ReadAsStringAsync();
        var content = new Dictionary<string, string>();
        foreach (Match field in Hidden().Matches(html))
        {
            content[field.Groups["name"].Value] = WebUtility.HtmlDecode(field.Groups["value"].Value);
        }

        foreach (var field in fields.GetType().GetProperties())
        {
            content[field.Name] = (string)field.GetValue(fields)!;
        }

        return await browser.Client.PostAsync(action ?? page.Split('?')[0], new FormUrlEncodedContent(content));
    }

    /// <summary>The answer leads on to this path.</summary>
    public static async Task LeadsToAsync(this Task<HttpResponseMessage> call, string path)
    {
        using var answer = await call;
        Assert.Equal((HttpStatusCode.SeeOther, path), (answer.StatusCode, answer.Headers.Location?.OriginalString));
    }

    /// <summary>A page of this status; answered for its text.</summary>
    public static async Task<string> IsPageAsync(this Task<HttpResponseMessage> call, int status)
    {
        using var answer = await call;
        Assert.Equal((status, "text/html"), ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.True(answer.Headers.CacheControl?.NoStore);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]+)" value="(?<value>[^"]*)" />""")]
    private static partial Regex Hidden();
}

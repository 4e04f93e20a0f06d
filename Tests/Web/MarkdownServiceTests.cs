using OrleansBackends.WebFrontend.Common;

namespace OrleansBackends.Tests.Web;

public sealed class MarkdownServiceTests
{
    private static readonly string[] Attributes = ["href", "rel", "start"];

    private readonly MarkdownService markdown = new();

    [Theory]
    [InlineData("A **day** at the _lake_", "<p>A <strong>day</strong> at the <em>lake</em></p>")]
    [InlineData("# When", "<h3>When</h3>")]
    [InlineData("[map](https://example.org/a?b=1&c=2)", "<p><a href=\"https://example.org/a?b=1&amp;c=2\" rel=\"nofollow ugc noopener\">map</a></p>")]
    [InlineData("* one\n* two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>")]
    public void Markdown_becomes_html(string text, string html) => Assert.Equal(html, markdown.Show(text).Value.Trim());

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("[x](JaVaScRiPt:alert(1))")]
    [InlineData("[x](data:text/html;base64,PHNjcmlwdD4=)")]
    [InlineData("[x](vbscript:a)")]
    [InlineData("![x](https://evil.example/pixel.png)")]
    [InlineData("<a href=\"https://a.example\" onclick=\"alert(1)\" style=\"position:fixed\">x</a>")]
    [InlineData("<form action=https://evil.example><input name=password></form>")]
    [InlineData("[x](https://a.example \"\\\" onmouseover=alert(1) \\\"\")")]
    [InlineData("<svg/onload=alert(1)>")]
    [InlineData("`</code><script>alert(1)</script>`")]
    [InlineData("<math><mtext></p><style><img src onerror=alert(1)></style></math>")]
    public void Nothing_that_runs_or_loads_is_left(string hostile)
    {
        var document = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(markdown.Show(hostile).Value);
        Assert.Empty(document.QuerySelectorAll("script, img, form, input, style, svg, math, iframe, object"));
        Assert.All(document.Body!.QuerySelectorAll("*").SelectMany(element => element.Attributes), attribute =>
        {
            Assert.Contains(attribute.Name, Attributes);
            Assert.DoesNotMatch("(?i)^\\s*(javascript|data|vbscript):", attribute.Value);
        });
    }

    [Theory]
    [InlineData('>')]
    [InlineData('[')]
    [InlineData('*')]
    [InlineData('`')]
    [InlineData('(')]
    [InlineData('|')]
    public void However_deep_it_is_nested_it_is_shown(char repeated) => Assert.NotEmpty(markdown.Show(new string(repeated, 5_000)).Value);
}

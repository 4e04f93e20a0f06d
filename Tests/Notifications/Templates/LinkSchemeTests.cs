using OrleansBackends.Grains.Notifications.Templates;

namespace OrleansBackends.Tests.Notifications.Templates;

public sealed class LinkSchemeTests
{
    [Theory]
    [InlineData("https://example.org/a?b=c#d")]
    [InlineData("http://example.org")]
    [InlineData("mailto:ada@example.org")]
    [InlineData("/account")]
    [InlineData("?a=b:c")]
    [InlineData("#top")]
    public void Links_of_three_schemes_and_of_none_stay(string link) =>
        Assert.Equal($"<a href=\"{link}\">x</a>", Rendered("<a href=\"{{ payload.x }}\">x</a>", link));

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData(" JavaScript:alert(1)")]
    [InlineData("java\tscript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("ftp://example.org")]
    [InlineData("tel:+49170")]
    public void Links_of_other_schemes_from_data_lead_nowhere(string link)
    {
        Assert.Equal("<a href=\"#\">x</a>", Rendered("<a href=\"{{ payload.x }}\">x</a>", link));
        Assert.Equal("<a href=\"#\">x</a>", Rendered("<a href = '{{ payload.x }}'>x</a>", link).Replace(" = ", "=", StringComparison.Ordinal));
        Assert.False(LinkSchemes.Allows(link));
    }

    [Fact]
    public void A_scheme_put_together_from_two_values_is_found() =>
        Assert.Equal("<a href=\"#\">x</a>", TemplateUnderTest.Html("<a href=\"{{ payload.a }}{{ payload.b }}\">x</a>", """{"a":"java","b":"script:alert(1)"}"""));

    [Fact]
    public void What_the_author_wrote_stays_but_never_a_script()
    {
        Assert.Equal("<a href=\"tel:+49170\">x</a>", Rendered("<a href=\"tel:{{ payload.x }}\">x</a>", "+49170"));
        Assert.Equal("<a href=\"#\">x</a>", Rendered("<a href=\"javascript:{{ payload.x }}\">x</a>", "alert(1)"));
    }

    private static string Rendered(string source, string link) =>
        System.Net.WebUtility.HtmlDecode(TemplateUnderTest.Html(source, $$"""{"x":{{System.Text.Json.JsonSerializer.Serialize(link)}}}"""));
}

using System.Text;
using OrleansBackends.Grains.Links.Targets;

namespace OrleansBackends.Tests.Links.Targets;

public sealed class HtmlTitleTests
{
    [Theory]
    [InlineData("<html><head><TITLE id=x> Fish &amp;\n  Chips </TITLE>", "Fish & Chips")]
    [InlineData("<title></title>", null)]
    [InlineData("no page at all", null)]
    [InlineData("<title>cut off", "cut off")]
    public void A_title_is_decoded_and_its_blanks_are_collapsed(string html, string? title) =>
        Assert.Equal(title, HtmlTitle.Find(Encoding.UTF8.GetBytes(html), null));

    [Fact]
    public void The_headers_charset_comes_before_the_pages_own()
    {
        var latin = Encoding.Latin1.GetBytes("<meta charset=\"iso-8859-1\"><title>Köln</title>");
        Assert.Equal("Köln", HtmlTitle.Find(latin, null));
        Assert.Equal("Köln", HtmlTitle.Find(latin, "ISO-8859-1"));
        Assert.Equal("Köln", HtmlTitle.Find(Encoding.UTF8.GetBytes("<meta charset=\"iso-8859-1\"><title>Köln</title>"), "utf-8"));
        Assert.Equal("Köln", HtmlTitle.Find(Encoding.UTF8.GetBytes("<title>Köln</title>"), "no-such-charset"));
    }

    [Fact]
    public void A_long_title_is_cut_at_200_characters() =>
        Assert.Equal(new string('x', 200), HtmlTitle.Find(Encoding.UTF8.GetBytes($"<title>{new string('x', 900)}</title>"), null));
}

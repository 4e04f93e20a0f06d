using OrleansBackends.Grains.Interfaces.Links;
using OrleansBackends.Grains.Interfaces.Links.Targets;

namespace OrleansBackends.Tests.Links.Targets;

public sealed class LinkUrlTests
{
    [Theory]
    [InlineData("  https://Example.COM  ", "https://example.com/")]
    [InlineData("HTTPS://example.com:443/a", "https://example.com/a")]
    [InlineData("http://example.com:80?q=1", "http://example.com/?q=1")]
    [InlineData("http://example.com:8080#top", "http://example.com:8080/#top")]
    [InlineData("https://MÜNCHEN.example/ä", "https://xn--mnchen-3ya.example/%C3%A4")]
    [InlineData("https://日本語.jp/", "https://xn--wgv71a119e.jp/")]
    [InlineData("https://example.com./x", "https://example.com/x")]
    [InlineData("https://example.com/a/../b/./c", "https://example.com/b/c")]
    [InlineData("https://example.com/a/b/..", "https://example.com/a/")]
    [InlineData("https://example.com/%2e%2E/x", "https://example.com/x")]
    [InlineData("https://example.com/..", "https://example.com/")]
    [InlineData("https://example.com/a//b?z=1&a=%41&a=2", "https://example.com/a//b?z=1&a=%41&a=2")]
    [InlineData("https://example.com/?next=/a/../b#F%7E", "https://example.com/?next=/a/../b#F%7E")]
    [InlineData("https://example.com/a b\"<>\\", "https://example.com/a%20b%22%3C%3E%5C")]
    [InlineData("http://0x7f.1/", "http://127.0.0.1/")]
    [InlineData("http://2130706433/", "http://127.0.0.1/")]
    [InlineData("http://[2001:DB8::1]:80/", "http://[2001:db8::1]/")]
    public void An_address_has_one_normal_form(string given, string expected)
    {
        var url = LinkUrl.Normalise(given).Require();
        Assert.Equal(expected, url.Text);
        Assert.Equal(expected, LinkUrl.Normalise(url.Text).Require().Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("example.com")]
    [InlineData("/path")]
    [InlineData("//example.com/")]
    [InlineData("http:example.com")]
    [InlineData("http:///path")]
    [InlineData("http://")]
    [InlineData("https://exa\nmple.com/")]
    [InlineData("https://example.com/\r\nSet-Cookie: a=b")]
    [InlineData("https://exam%0d%0aple.com/")]
    [InlineData("https://example.com\\@evil.example/")]
    [InlineData("https://a..b/")]
    [InlineData("https://example.com:99999/")]
    [InlineData("https://ｅｖｉｌ.example/")]
    [InlineData("http://１２７.0.0.1/")]
    public void What_is_no_address_is_refused(string given)
    {
        var url = LinkUrl.Normalise(given);
        Assert.Equal(LinkErrors.InvalidUrl, url.Error);
    }

    [Theory]
    [InlineData("https://user@example.com/")]
    [InlineData("https://user:secret@example.com/")]
    [InlineData("https://@example.com/")]
    public void Credentials_are_refused(string given) => Assert.Equal(LinkErrors.UrlHasCredentials, LinkUrl.Normalise(given).Error);

    [Fact]
    public void An_address_has_at_most_2048_characters()
    {
        var longest = "https://example.com/" + new string('a', 2048 - "https://example.com/".Length);
        Assert.Equal(longest, LinkUrl.Normalise(longest).Require().Text);
        Assert.Equal(LinkErrors.UrlTooLong, LinkUrl.Normalise(longest + "a").Error);
        Assert.Equal(LinkErrors.UrlTooLong, LinkUrl.Normalise("https://example.com/" + new string('ä', 1000)).Error);
    }

    [Fact]
    public void A_host_is_shown_in_its_own_script() => Assert.Equal("münchen.example", LinkUrl.Normalise("https://xn--mnchen-3ya.example").Require().DisplayHost);

    [Fact]
    public void A_ban_covers_a_host_and_its_parents_down_to_two_labels() =>
        Assert.Equal(["a.b.example.com", "b.example.com", "example.com"], HostName.WithParents("a.b.example.com"));
}

using OrleansBackends.WebFrontend.Links.Stats;

namespace OrleansBackends.Tests.Links.Stats;

public sealed class ClientDataTests
{
    private const string Chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36";

    [Theory]
    [InlineData(Chrome, "chrome", "windows", "desktop")]
    [InlineData(Chrome + " Edg/126.0", "edge", "windows", "desktop")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1", "safari", "ios", "mobile")]
    [InlineData("Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/126.0 Mobile/15E148 Safari/604.1", "chrome", "ios", "tablet")]
    [InlineData("Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36", "chrome", "android", "mobile")]
    [InlineData("Mozilla/5.0 (Macintosh; Intel Mac OS X 14.5; rv:127.0) Gecko/20100101 Firefox/127.0", "firefox", "macos", "desktop")]
    [InlineData("something of its own", "other", "other", "other")]
    public void Browser_system_and_device_are_read_from_the_agent(string agent, string browser, string os, string device) =>
        Assert.Equal((browser, os, device), UserAgents.Read(agent));

    [Theory]
    [InlineData("", true)]
    [InlineData("curl/8.5", true)]
    [InlineData("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", true)]
    [InlineData("WhatsApp/2.23", true)]
    [InlineData(Chrome, false)]
    public void Programs_are_told_from_people(string agent, bool isBot) => Assert.Equal(isBot, Bots.IsBot(agent, "", ""));

    [Fact]
    public void A_prefetch_and_an_endless_agent_are_no_people()
    {
        Assert.True(Bots.IsBot(Chrome, "prefetch", ""));
        Assert.True(Bots.IsBot(Chrome, "", "prefetch;prerender"));
        Assert.True(Bots.IsBot(new string('x', 513), "", ""));
    }

    [Theory]
    [InlineData("de-CH,de;q=0.9,en;q=0.8", "de")]
    [InlineData("en;q=0.2, pt-BR;q=0.9", "pt")]
    [InlineData("en;q=0, fr;q=0.1", "fr")]
    [InlineData("*", null)]
    [InlineData("", null)]
    [InlineData("xx-yy-zz;q=nonsense, sv", "sv")]
    public void The_language_asked_for_most_is_read(string header, string? language) => Assert.Equal(language, Languages.First(header));
}

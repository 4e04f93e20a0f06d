using Microsoft.Extensions.Options;
using OrleansBackends.Grains.Interfaces.Links;
using OrleansBackends.Grains.Links;
using OrleansBackends.Grains.Links.Guard;
using OrleansBackends.Grains.Links.Targets;

namespace OrleansBackends.Tests.Links.Targets;

public sealed class TargetRulesTests
{
    private readonly LinkGuard guard = new();
    private readonly LinksOptions options = new() { PublicUrl = "https://short.example", OwnHosts = { "www.short.example" } };

    private TargetRules Rules => new(Options.Create(options), guard);

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("JavaScript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("vbscript:x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("blob:https://example.com/x")]
    [InlineData("ftp://example.com/")]
    [InlineData("mailto:a@example.com")]
    public void Other_schemes_are_refused(string url) => Assert.Equal(LinkErrors.SchemeNotAllowed, Rules.Accept(url).Error);

    [Fact]
    public void Mail_and_telephone_can_be_allowed_and_scripts_never()
    {
        options.ExtraSchemes.Add("mailto");
        options.ExtraSchemes.Add("javascript");
        Assert.Equal("mailto:a@example.com", Rules.Accept("MAILTO:a@example.com").Require().Text);
        Assert.Equal(LinkErrors.SchemeNotAllowed, Rules.Accept("javascript:alert(1)").Error);
    }

    [Theory]
    [InlineData("https://short.example/abc")]
    [InlineData("http://SHORT.example:8443/")]
    [InlineData("https://www.short.example./x")]
    public void A_link_cannot_lead_back_here(string url) => Assert.Equal(LinkErrors.Loop, Rules.Accept(url).Error);

    [Theory]
    [InlineData("http://intranet/")]
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://0x7f000001/")]
    [InlineData("http://10.1.2.3/")]
    [InlineData("http://169.254.169.254/latest")]
    [InlineData("http://[::1]/")]
    [InlineData("http://[::ffff:10.0.0.1]/")]
    public void A_host_that_is_not_public_is_refused_unless_allowed(string url)
    {
        Assert.Equal(LinkErrors.HostNotPublic, Rules.Accept(url).Error);
        options.AllowPrivateTargets = true;
        Assert.True(Rules.Accept(url).IsOk);
    }

    [Fact]
    public void Listed_hosts_their_subdomains_and_listed_addresses_are_refused()
    {
        guard.UseFiles(Blocklist.Read(["# a comment", "0.0.0.0 bad.example # with a reason", "https://Example.com/bad?x=1", ""]));
        guard.UseBans(["banned.example"]);
        Assert.Equal(LinkErrors.HostBanned, Rules.Accept("https://bad.example/").Error);
        Assert.Equal(LinkErrors.HostBanned, Rules.Accept("https://very.bad.example/").Error);
        Assert.Equal(LinkErrors.HostBanned, Rules.Accept("https://BANNED.example./").Error);
        Assert.Equal(LinkErrors.HostBanned, Rules.Accept("https://example.com/bad?x=1").Error);
        Assert.True(Rules.Accept("https://example.com/good").IsOk);
        Assert.True(Rules.Accept("https://notbad.example/").IsOk);
    }
}

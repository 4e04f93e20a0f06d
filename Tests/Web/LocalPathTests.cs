using OrleansBackends.WebFrontend.Common;

namespace OrleansBackends.Tests.Web;

public sealed class LocalPathTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/account/totp")]
    [InlineData("/connect/authorize?client_id=x&redirect_uri=https%3A%2F%2Fa.example%2F")]
    public void A_path_of_ours_is_gone_to(string path) => Assert.Equal(path, LocalPath.Of(path, "/otherwise"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("account")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("/\n/evil.example")]
    [InlineData("https://evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData(" /account")]
    [InlineData("/a\\..\\b")]
    [InlineData("/\u2028")]
    public void Nothing_else_is_gone_to(string? path) => Assert.Equal("/otherwise", LocalPath.Of(path, "/otherwise"));

    [Fact]
    public void A_path_longer_than_two_thousand_characters_is_not_gone_to() => Assert.Equal("/otherwise", LocalPath.Of($"/{new string('a', 2_048)}", "/otherwise"));
}

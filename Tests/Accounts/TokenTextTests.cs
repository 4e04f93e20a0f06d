using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Tests.Accounts;

public class TokenTextTests
{
    private static readonly UserId User = new(Guid.Parse("0197a3c0-0000-7000-8000-0000000000ab"));

    [Fact]
    public void A_refresh_token_reads_back()
    {
        var token = new RefreshToken(User, Guid.NewGuid(), [.. Enumerable.Range(0, 32).Select(i => (byte)i)]);
        Assert.True(RefreshToken.TryRead(token.Write(), out var read));
        Assert.Equal((token.User, token.Session), (read.User, read.Session));
        Assert.Equal(token.Secret, read.Secret);
    }

    [Theory]
    [InlineData("")]
    [InlineData("obr_")]
    [InlineData("obr_!!!!")]
    [InlineData("xyz_AAAA")]
    public void Other_texts_are_no_refresh_tokens(string text) => Assert.False(RefreshToken.TryRead(text, out _));

    [Fact]
    public void An_api_key_reads_back()
    {
        var key = new ApiKeyText(User, 0x0123456789abcdef, [.. Enumerable.Range(0, 32).Select(i => (byte)(255 - i))]);
        var text = key.Write();
        Assert.Matches("^obk_[A-Za-z0-9_-]{75}[0-9A-Za-z]{6}$", text);
        Assert.True(ApiKeyText.TryRead(text, out var read));
        Assert.Equal((User, "0123456789abcdef"), (read.User, read.KeyId));
        Assert.Equal(key.Secret, read.Secret);
    }

    [Fact]
    public void A_mistyped_key_is_found_out_wherever_the_slip_is()
    {
        var text = new ApiKeyText(User, 1, new byte[32]).Write();
        for (var i = 0; i < text.Length; i++)
        {
            var slip = string.Concat(text.AsSpan(0, i), text[i] == 'x' ? "y" : "x", text.AsSpan(i + 1));
            Assert.False(ApiKeyText.TryRead(slip, out _));
        }
    }

    [Theory]
    [InlineData(" Ada.Lovelace+x@Example.COM ", "ada.lovelace+x@example.com")]
    [InlineData("a@bücher.example", "a@xn--bcher-kva.example")]
    [InlineData("\uFF41da@example.com", "ada@example.com")]
    [InlineData("jose\u0301@example.com", "jos\u00E9@example.com")]
    public void An_address_is_compared_by_its_key(string address, string key) => Assert.Equal(key, AddressKey.Of(address));

    [Theory]
    [InlineData("")]
    [InlineData("@example.com")]
    [InlineData("a@")]
    [InlineData("a b@example.com")]
    [InlineData("a@exa mple.com")]
    [InlineData("a@example.com.")]
    [InlineData("a@-x-.com")]
    public void Other_texts_are_no_addresses(string text) => Assert.Null(AddressKey.Of(text));

    [Theory]
    [InlineData("ab", true)]
    [InlineData("a", false)]
    [InlineData("a.b-c_d", true)]
    [InlineData(".ab", false)]
    [InlineData("ab-", false)]
    [InlineData("ab\n", false)]
    [InlineData("äb", false)]
    [InlineData("a123456789012345678901234567890b", true)]
    [InlineData("a1234567890123456789012345678901b", false)]
    public void User_names_have_a_form(string name, bool valid) => Assert.Equal(valid, Usernames.IsValid(name));
}

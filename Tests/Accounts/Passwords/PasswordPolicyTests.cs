using Microsoft.Extensions.Options;
using OrleansBackends.WebFrontend.Accounts;

namespace OrleansBackends.Tests.Accounts.Passwords;

public sealed class PasswordPolicyTests(AppFixture app)
{
    [Theory]
    [InlineData(10, "ten chars!", true)]
    [InlineData(11, "ten chars!", false)]
    [InlineData(8, "eightch!", true)]
    public void The_shortest_password_is_a_setting(int minimum, string password, bool good)
    {
        var policy = Policy(new AccountsOptions { MinimumPasswordLength = minimum });
        Assert.Equal(good, policy.Refuse(password, "x@example.com", "somebody", null) is null);
    }

    [Theory]
    [InlineData(9, "too-short")]
    [InlineData(10, null)]
    [InlineData(256, null)]
    [InlineData(257, "too-long")]
    public void A_character_is_a_code_point(int count, string? reason)
    {
        var refused = Default.Refuse(Pictures(count), "x@example.com", "somebody", null);
        Assert.Equal(reason, refused?.Reasons?.Single());
    }

    [Theory]
    [InlineData("\uFB01sh marke", true)]
    [InlineData("\uFB01sh mark", false)]
    [InlineData("re\u0301ne\u0301 cafe\u0301", false)]
    public void What_is_counted_is_the_composed_form(string password, bool good) =>
        Assert.Equal(good, Default.Refuse(password, "x@example.com", "somebody", null) is null);

    [Fact]
    public async Task The_longest_password_that_may_be_chosen_may_be_typed()
    {
        var email = $"{Guid.NewGuid():N}@example.com";
        var (longest, other) = (Pictures(256), string.Concat(Enumerable.Repeat("e\u0301o\u0308u\u0302a\u0300", 64)));
        var client = app.CreateClient();
        await client.PostJsonAsync("/register", new { email, username = $"u{Guid.NewGuid():N}"[..20], password = Pictures(257) }).IsRefusedAsync(422, "weak-password");
        await client.PostJsonAsync("/register", new { email, username = $"u{Guid.NewGuid():N}"[..20], password = longest }).IsAsync(202);
        await client.SignInAsync(email, longest);
        await client.PostJsonAsync("/password/change", new { currentPassword = longest, newPassword = Pictures(9) }).IsRefusedAsync(422, "weak-password");
        await client.PostJsonAsync("/password/change", new { currentPassword = longest, newPassword = other }).IsAsync(204);
        await client.PostJsonAsync("/reauthenticate", new { password = other.Normalize() }).IsAsync(200);
        await client.PostJsonAsync("/login", new { email, password = Pictures(257) }).IsRefusedAsync(400, "invalid-request");
    }

    [Fact]
    public void A_password_is_the_same_however_a_keyboard_composes_it() =>
        Assert.Equal(PasswordPolicy.Normal("caf\u00E9 \uFB01ne print"), PasswordPolicy.Normal("cafe\u0301 fine print"));

    [Theory]
    [InlineData("\uFF21\uFF2E\uFF2E\uFF21\uFF22\uFF25\uFF2C\uFF2C", "annabell99")]
    [InlineData("annabell", "\uFF41\uFF2E\uFF2E\uFF21\uFF22\uFF25\uFF2C\uFF2C99")]
    [InlineData("Rene\u0301e Cafe\u0301", "ren\u00E9e caf\u00E91")]
    [InlineData(" annabell ", "annabell99")]
    public void A_name_is_found_in_a_password_however_either_is_composed(string displayName, string password)
    {
        var refused = Default.Refuse(password, "x@example.com", "somebody", displayName);
        Assert.Equal("weak-password", refused?.Code);
    }

    [Theory]
    [InlineData("P@ssw0rd2027")]
    [InlineData("!!sunshine!!")]
    [InlineData("1qaz2wsx3edc")]
    [InlineData("aaaaaaaaaaaa")]
    [InlineData("SUPERMAN-123")]
    public void Common_passwords_are_known_in_any_spelling(string password) => Assert.True(new CommonPasswords().Contains(password));

    [Theory]
    [InlineData("a long quiet evening")]
    [InlineData("kettle-orbit-31-plum")]
    public void Others_are_not(string password) => Assert.False(new CommonPasswords().Contains(password));

    private static PasswordPolicy Default => Policy(new AccountsOptions());

    private static PasswordPolicy Policy(AccountsOptions options) => new(new CommonPasswords(), Options.Create(options));

    /// <summary>Each of which takes two of the units of which texts are made.</summary>
    private static string Pictures(int count) => string.Concat(Enumerable.Range(0x1F300, count).Select(char.ConvertFromUtf32));
}

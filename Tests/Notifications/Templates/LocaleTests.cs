using OrleansBackends.Grains.Notifications.Templates;

namespace OrleansBackends.Tests.Notifications.Templates;

public sealed class LocaleTests
{
    private static readonly Dictionary<string, string> Texts = new() { ["de-AT"] = "Servus", ["de"] = "Hallo", ["en"] = "Hello", ["pt_BR"] = "Oi" };

    [Theory]
    [InlineData("de-AT", "Servus")]
    [InlineData("de-CH", "Hallo")]
    [InlineData("DE", "Hallo")]
    [InlineData("pt-BR", "Oi")]
    [InlineData("fr-FR", "Hello")]
    [InlineData(null, "Hello")]
    public void The_locale_comes_first_then_its_language_then_the_default(string? locale, string expected)
    {
        Assert.True(Locales.TryChoose(Texts, locale, "en", out var text));
        Assert.Equal(expected, text);
    }

    [Fact]
    public void Nothing_is_chosen_where_the_default_is_missing_too() => Assert.False(Locales.TryChoose(Texts, "fr", "it", out _));
}

using OrleansBackends.Grains.Chat.Moderation;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Tests.Chat.Moderation;

public sealed class WordFilterTests
{
    [Theory]
    [InlineData("bad", "a bad word", "a *** word")]
    [InlineData("bad", "BAD Bad bad", "*** *** ***")]
    [InlineData("bad", "badly, not bad!", "badly, not ***!")]
    [InlineData("bad*", "badly, not abad!", "*****, not abad!")]
    [InlineData("bad", "b\u0301ad ba\u00ADd", "*** ****")]
    [InlineData("bad", "\uFF42\uFF41\uFF44", "***")]
    [InlineData("bad", "\u24D1\u24D0\u24D3 and \U0001D41B\U0001D41A\U0001D41D", "*** and ***")]
    [InlineData("café", "CAFÉ cafe", "**** cafe")]
    [InlineData("bad", "<@all> bad", "<@all> ***")]
    [InlineData("all", "<@all> all <3", "<@all> *** <3")]
    [InlineData("плохо", "ПЛОХО", "*****")]
    [InlineData("bad", "b.a.d b-ad", "b.a.d b-ad")]
    [InlineData("b4d", "B4D", "***")]
    public void Whole_words_are_masked(string pattern, string text, string masked) =>
        Assert.Equal(masked, Filter(new WordRule(pattern, WordAction.Mask)).Check(text).Text);

    [Theory]
    [InlineData("two words")]
    [InlineData("a-b")]
    [InlineData("**")]
    [InlineData("!?")]
    [InlineData("*ab")]
    public void A_pattern_is_one_word_or_the_beginning_of_one(string pattern) => Assert.Null(WordFilter.Read(pattern));

    [Fact]
    public void Blocking_is_stronger_than_masking_and_a_report_goes_with_it()
    {
        var filter = Filter(new WordRule("one", WordAction.Mask), new WordRule("on*", WordAction.Flag), new WordRule("three", WordAction.Block));
        Assert.Equal(new WordVerdict(false, true, "*** only two"), filter.Check("one only two"));
        Assert.Equal(new WordVerdict(true, false, "one Three"), filter.Check("one Three"));
        Assert.Equal(new WordVerdict(false, false, "two"), filter.Check("two"));
    }

    private static WordFilter Filter(params WordRule[] rules) => WordFilter.Of([.. rules]);
}

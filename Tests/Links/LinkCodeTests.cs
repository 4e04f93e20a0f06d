using OrleansBackends.Grains.Interfaces.Links;

namespace OrleansBackends.Tests.Links;

public sealed class LinkCodeTests
{
    [Fact]
    public void A_hundred_thousand_drawn_codes_are_well_formed_and_have_an_upper_case_letter()
    {
        var codes = Enumerable.Range(0, 100_000).Select(_ => LinkCode.Draws(null).First()).ToList();
        Assert.All(codes, code =>
        {
            Assert.Equal(7, code.Length);
            Assert.DoesNotContain(code, c => !LinkCode.Alphabet.Contains(c));
            Assert.Contains(code, char.IsAsciiLetterUpper);
        });
        Assert.Equal(57, codes.SelectMany(c => c).Distinct().Count());
    }

    [Fact]
    public void A_repeat_of_an_operation_draws_the_same_codes_and_another_operation_others()
    {
        var operation = NewLinks.Operation();
        Assert.Equal(LinkCode.Draws(operation), LinkCode.Draws(operation));
        Assert.Empty(LinkCode.Draws(operation).Intersect(LinkCode.Draws(NewLinks.Operation())));
    }

    [Fact]
    public void Codes_get_longer_while_each_is_taken() =>
        Assert.Equal([7, 7, 7, 7, 7, 7, 8, 9, 10], LinkCode.Draws(null).Select(c => c.Length));

    [Theory]
    [InlineData("ab")]
    [InlineData("a b")]
    [InlineData("ä-b")]
    [InlineData("abc\n")]
    [InlineData("a+b")]
    [InlineData("")]
    public void What_is_no_code_is_refused(string code) => Assert.Equal(LinkErrors.CodeInvalid, LinkCode.Custom(code).Error);

    [Theory]
    [InlineData("api")]
    [InlineData("API")]
    [InlineData("Sites")]
    [InlineData("bulk-actions")]
    [InlineData("privacy")]
    public void A_reserved_word_is_refused_in_any_case(string code) => Assert.Equal(LinkErrors.CodeReserved, LinkCode.Custom(code).Error);

    [Fact]
    public void A_custom_code_is_folded_and_at_most_64_long()
    {
        Assert.Equal("sale_2027", LinkCode.Custom("Sale_2027").Value);
        Assert.True(LinkCode.Custom(new string('a', 64)).IsOk);
        Assert.Equal(LinkErrors.CodeInvalid, LinkCode.Custom(new string('a', 65)).Error);
    }
}

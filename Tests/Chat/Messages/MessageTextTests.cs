using OrleansBackends.Grains.Chat.Messages;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Tests.Chat.Messages;

public sealed class MessageTextTests
{
    [Theory]
    [InlineData("hello", "hello")]
    [InlineData("e\u0301", "\u00e9")]
    [InlineData("two\r\nlines\twide", "two\nlines\twide")]
    [InlineData("<script>alert(1)</script>", "<script>alert(1)</script>")]
    public void A_text_is_kept_composed(string text, string kept) => Assert.Equal(kept, Read(text).Require().Text);

    [Theory]
    [InlineData("")]
    [InlineData(" \n ")]
    [InlineData("bell \a")]
    [InlineData("null \0")]
    public void What_is_no_text_is_refused(string text) => Assert.Equal(ChatErrors.TextInvalid, Read(text).Error);

    [Fact]
    public void Half_of_a_character_is_refused()
    {
        Assert.Equal(ChatErrors.TextInvalid, Read("half " + '\ud83d').Error);
        Assert.Equal(ChatErrors.TextInvalid, Read('\udc4d' + " half").Error);
    }

    [Fact]
    public void Eight_thousand_characters_are_the_most_whatever_their_size()
    {
        Assert.True(Read(string.Concat(Enumerable.Repeat("👍", 8_000))).IsOk);
        Assert.Equal(ChatErrors.TextInvalid, Read(new string('a', 8_001)).Error);
        Assert.True(Read("a" + string.Concat(Enumerable.Repeat("\u0300", 7_999))).IsOk);
    }

    [Fact]
    public void People_are_mentioned_by_their_ids_and_everybody_by_a_word()
    {
        var (a, b) = (NewRooms.Somebody(), NewRooms.Somebody());
        var read = Read($"<@{a}> and <@{b}> and <@{a}>, not <@somebody>").Require();
        Assert.Equal([a, b], read.Mentions);
        Assert.Equal("here", Read("<@here>!", RoomRole.Moderator).Require().Everybody);
        Assert.Equal(ChatErrors.MentionAllNotAllowed, Read("<@all>!").Error);
        Assert.Equal(ChatErrors.TooManyMentions, Read(string.Join(' ', Enumerable.Range(0, 51).Select(_ => $"<@{NewRooms.Somebody()}>"))).Error);
    }

    [Theory]
    [InlineData("👍", true)]
    [InlineData("👩‍👩‍👧‍👦", true)]
    [InlineData("🇦🇹", true)]
    [InlineData("❤️", true)]
    [InlineData("👍🏽", true)]
    [InlineData(":party_parrot:", true)]
    [InlineData("1️⃣", true)]
    [InlineData("", false)]
    [InlineData("a", false)]
    [InlineData("👍👍", false)]
    [InlineData("::", false)]
    [InlineData("<b>", false)]
    public void A_reaction_is_one_emoji_or_a_name(string emoji, bool isOne) => Assert.Equal(isOne, MessageText.ReadEmoji(emoji) is not null);

    private static Result<MessageText> Read(string text, RoomRole role = RoomRole.Member) => MessageText.Read(text, role, RoomRole.Moderator);
}

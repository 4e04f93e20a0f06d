using OrleansBackends.Grains.Notifications.Channels;

namespace OrleansBackends.Tests.Notifications.Channels.Sms;

public sealed class SmsSegmentTests
{
    [Theory]
    [InlineData("", 0, false, 1)]
    [InlineData("a", 160, false, 1)]
    [InlineData("a", 161, false, 2)]
    [InlineData("a", 306, false, 2)]
    [InlineData("a", 307, false, 3)]
    [InlineData("a", 918, false, 6)]
    [InlineData("a", 919, false, 7)]
    [InlineData("ä", 160, false, 1)]
    [InlineData("€", 80, false, 1)]
    [InlineData("€", 81, false, 2)]
    [InlineData("€", 152, false, 2)]
    [InlineData("€", 153, false, 3)]
    [InlineData("я", 70, true, 1)]
    [InlineData("я", 71, true, 2)]
    [InlineData("я", 134, true, 2)]
    [InlineData("я", 135, true, 3)]
    [InlineData("😀", 35, true, 1)]
    [InlineData("😀", 36, true, 2)]
    [InlineData("😀", 66, true, 2)]
    [InlineData("😀", 67, true, 3)]
    [InlineData("ç", 1, true, 1)]
    public void A_text_falls_into_parts_by_its_alphabet(string unit, int times, bool unicode, int parts) =>
        Assert.Equal(new SmsSegments(unicode, parts), SmsSegments.Of(string.Concat(Enumerable.Repeat(unit, times))));

    [Theory]
    [InlineData(918, true)]
    [InlineData(919, false)]
    public void Six_parts_are_the_most(int length, bool fits) => Assert.Equal(fits, SmsSegments.Of(new string('a', length)).Fits);

    [Theory]
    [InlineData("STOP", SmsWord.Stop)]
    [InlineData(" stop. ", SmsWord.Stop)]
    [InlineData("Unsubscribe", SmsWord.Stop)]
    [InlineData("start", SmsWord.Start)]
    [InlineData("UNSTOP", SmsWord.Start)]
    [InlineData("help", SmsWord.Help)]
    [InlineData("Please stop at the shop", SmsWord.None)]
    [InlineData("", SmsWord.None)]
    public void Only_a_message_that_is_nothing_but_the_word_counts(string body, object word) => Assert.Equal(word, SmsWords.Read(body));

    [Fact]
    public void The_published_callback_gives_the_published_signature()
    {
        KeyValuePair<string, string>[] form =
        [
            new("CallSid", "CA1234567890ABCDE"), new("Caller", "+14158675310"), new("Digits", "1234"), new("From", "+14158675310"), new("To", "+18005551212"),
        ];
        const string Url = "https://example.com/myapp.php?foo=1&bar=2";
        Assert.Equal("L/OH5YylLD5NRKLltdqwSvS0BnU=", SmsCallback.Sign("12345", Url, form.Reverse()));
        Assert.True(SmsCallback.IsGenuine("L/OH5YylLD5NRKLltdqwSvS0BnU=", "12345", Url, form));
        Assert.False(SmsCallback.IsGenuine("L/OH5YylLD5NRKLltdqwSvS0BnU=", "12346", Url, form));
        Assert.False(SmsCallback.IsGenuine(null, "12345", Url, form));
    }
}

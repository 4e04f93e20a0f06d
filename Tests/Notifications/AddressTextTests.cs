using OrleansBackends.Grains.Interfaces.Notifications;

namespace OrleansBackends.Tests.Notifications;

public sealed class AddressTextTests
{
    [Theory]
    [InlineData("ada@example.org", true)]
    [InlineData("ada+news@mail.example.org", true)]
    [InlineData("jürgen@example.org", true)]
    [InlineData("ada", false)]
    [InlineData("ada@", false)]
    [InlineData("@example.org", false)]
    [InlineData("ada@example..org", false)]
    [InlineData("ada@example.org ", false)]
    [InlineData("ada@example.org\n", false)]
    [InlineData("ada@example.org\r\nBcc: bob@example.org", false)]
    [InlineData("ada@example.org,bob@example.org", false)]
    public void A_mail_address_is_one_and_nothing_else(string text, bool isOne) => Assert.Equal(isOne, AddressText.IsMail(text));

    [Theory]
    [InlineData("+4930123456", true)]
    [InlineData("+1555123", true)]
    [InlineData("004930123456", false)]
    [InlineData("+0930123456", false)]
    [InlineData("+49 30 123456", false)]
    [InlineData("+4930123456\n", false)]
    [InlineData("+1234567890123456", false)]
    public void A_phone_number_is_of_E164(string text, bool isOne) => Assert.Equal(isOne, AddressText.IsPhone(text));
}

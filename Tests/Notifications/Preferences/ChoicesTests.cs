using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Apps;
using OrleansBackends.Grains.Notifications.Preferences;

namespace OrleansBackends.Tests.Notifications.Preferences;

public sealed class ChoicesTests
{
    /// <summary>What the subscriber said, what the application says, and what counts.</summary>
    [Theory]
    [InlineData(null, null, true)]
    [InlineData(null, true, true)]
    [InlineData(null, false, false)]
    [InlineData(true, null, true)]
    [InlineData(true, true, true)]
    [InlineData(true, false, true)]
    [InlineData(false, null, false)]
    [InlineData(false, true, false)]
    [InlineData(false, false, false)]
    public void The_subscriber_counts_before_the_application_and_all_else_is_on(bool? said, bool? usual, bool on)
    {
        foreach (var channel in Enum.GetValues<NotifyChannel>())
        {
            var app = NotifyData.Settings(Category("news", critical: false, channel, usual));
            Assert.Equal(on, Said(app, "news", channel, said).IsOn(app, "news", channel));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData(true)]
    [InlineData(false)]
    public void A_critical_category_is_on_whatever_is_said(bool? usual)
    {
        var before = NotifyData.Settings(Category("codes", critical: false, NotifyChannel.Sms, null));
        var choices = Said(before, "codes", NotifyChannel.Sms, false);
        Assert.True(choices.IsOn(NotifyData.Settings(Category("codes", critical: true, NotifyChannel.Sms, usual)), "codes", NotifyChannel.Sms));
    }

    [Fact]
    public void A_critical_category_cannot_be_switched_off()
    {
        var app = NotifyData.Settings(Category("codes", critical: true, NotifyChannel.Sms, null));
        Assert.Equal("category-critical", Change(new Choices(), app, "codes", NotifyChannel.Sms, false).Error?.Code);
        Assert.True(Change(new Choices(), app, "codes", NotifyChannel.Sms, true).IsOk);
    }

    [Fact]
    public void One_channel_says_nothing_about_another()
    {
        var app = NotifyData.Settings();
        var choices = Said(app, "news", NotifyChannel.Email, false);
        Assert.False(choices.IsOn(app, "news", NotifyChannel.Email));
        Assert.True(choices.IsOn(app, "news", NotifyChannel.Inbox));
        Assert.True(choices.IsOn(app, "offers", NotifyChannel.Email));
    }

    [Fact]
    public void What_is_taken_back_falls_to_the_application_again()
    {
        var app = NotifyData.Settings(Category("news", critical: false, NotifyChannel.Email, false));
        var choices = Said(app, "news", NotifyChannel.Email, true);
        Assert.False(Change(choices, app, "news", NotifyChannel.Email, null).Require().IsOn(app, "news", NotifyChannel.Email));
    }

    [Fact]
    public void The_same_word_again_changes_nothing()
    {
        var app = NotifyData.Settings();
        var choices = Said(app, "news", NotifyChannel.Email, false);
        Assert.Same(choices, Change(choices, app, "news", NotifyChannel.Email, false).Require());
    }

    [Fact]
    public void A_category_is_named_by_a_key() =>
        Assert.False(Change(new Choices(), NotifyData.Settings(), "No Key", NotifyChannel.Email, false).IsOk);

    private static AppCategory Category(string key, bool critical, NotifyChannel channel, bool? usual) =>
        new(key, key, critical, usual is { } on ? new Dictionary<NotifyChannel, bool> { [channel] = on } : []);

    private static Choices Said(AppSettings app, string category, NotifyChannel channel, bool? on) => Change(new Choices(), app, category, channel, on).Require();

    private static Result<Choices> Change(Choices choices, AppSettings app, string category, NotifyChannel channel, bool? on) =>
        choices.Change(app, new Dictionary<string, IReadOnlyDictionary<NotifyChannel, bool?>> { [category] = new Dictionary<NotifyChannel, bool?> { [channel] = on } });
}

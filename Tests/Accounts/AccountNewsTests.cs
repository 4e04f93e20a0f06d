using OrleansBackends.Grains.Accounts;
using OrleansBackends.Grains.Interfaces.Accounts;
using static OrleansBackends.Tests.Accounts.AccountTestData;

namespace OrleansBackends.Tests.Accounts;

public sealed class AccountNewsTests
{
    private static readonly DateTimeOffset Now = new(2027, 1, 4, 9, 0, 0, TimeSpan.Zero);
    private static readonly Session Session = new() { Id = Guid.NewGuid(), Device = "Firefox on Linux", LastUsedAt = Now, EndsAt = Now.AddDays(1) };
    private static readonly ActedBy Admin = new(new UserId(Guid.NewGuid()), Origin);
    private static readonly AccountState User = new() { Id = new UserId(Guid.NewGuid()), Status = AccountStatus.Active, Username = "ada" };

    [Fact]
    public void A_new_session_is_told_with_its_device()
    {
        var news = Assert.Single(AccountNews.Between(User, User.SigningIn(Session, Origin, Now)));
        Assert.Equal(
            ("session-added", $$"""{"id":"{{Session.Id}}","device":"Firefox on Linux"}"""), (news.Name, DocumentJson.Write(news.Data)));
    }

    [Fact]
    public void An_ended_session_is_told()
    {
        var signedIn = User.SigningIn(Session, Origin, Now);
        var news = Assert.Single(AccountNews.Between(signedIn, signedIn.Ending(_ => true, Now)));
        Assert.Equal(("session-revoked", $$"""{"id":"{{Session.Id}}"}"""), (news.Name, DocumentJson.Write(news.Data)));
    }

    [Fact]
    public void Other_roles_are_told() =>
        Assert.Equal(["roles-changed"], Names(User.SettingRoles(["shop:manager"], null, Admin, Now).Require()));

    [Fact]
    public void What_touches_security_is_told_with_its_kind()
    {
        var news = Assert.Single(AccountNews.Between(User, User.RequiringReset(Admin, Now)));
        Assert.Equal(
            ("security", """{"kind":"password-reset-asked","at":"2027-01-04T09:00:00.000Z","device":"Firefox on Linux"}"""),
            (news.Name, DocumentJson.Write(news.Data)));
    }

    [Fact]
    public void An_entry_that_was_told_is_not_told_again_when_it_moves_to_the_journal()
    {
        var asked = User.RequiringReset(Admin, Now);
        Assert.Empty(AccountNews.Between(asked, asked.Moved(1, Now)));
    }

    [Fact]
    public void Only_what_others_see_changes_the_profile()
    {
        Assert.True(AccountNews.ChangesProfile(User, User with { DisplayName = "Ada" }));
        Assert.True(AccountNews.ChangesProfile(User, User.Disabling(null, Admin, Now)));
        Assert.False(AccountNews.ChangesProfile(User, User.SigningIn(Session, Origin, Now)));
    }

    private static IEnumerable<string> Names(AccountState after) => AccountNews.Between(User, after).Select(news => news.Name);
}

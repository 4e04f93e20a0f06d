using OrleansBackends.Grains.Accounts;
using OrleansBackends.Grains.Interfaces.Accounts;
using static OrleansBackends.Tests.Accounts.AccountTestData;

namespace OrleansBackends.Tests.Accounts;

[Collection<ClusterCollection>]
public class VerificationGrainTests(ClusterFixture cluster)
{
    private const string Workflow = "accounts-verify-email";

    [Fact]
    public async Task The_mailed_link_verifies_the_address_once()
    {
        var (user, mail) = await RegisterAsync();
        Assert.Equal($"{user.Value:N}@example.com", mail.To);
        var account = Account(user);
        var kept = await account.PasswordToVerify(mail.Token.Secret);
        Assert.Equal("hash-of-the-password", kept!.Hash);
        Assert.Equal("token-invalid", (await account.Verify(mail.Token.Secret, kept.Version + 1, Origin)).Error!.Code);
        var results = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => account.Verify(mail.Token.Secret, kept.Version, Origin)));
        Assert.Single(results, r => r.IsOk);
        Assert.All(results.Where(r => !r.IsOk), r => Assert.Equal("token-invalid", r.Error!.Code));
        Assert.Null(await account.PasswordToVerify(mail.Token.Secret));
        Assert.True((await cluster.Account<IAccountGrain>(user).Me()).Require().EmailVerified);
        await cluster.SignInAsync(user);
        await cluster.DeliveredAsync(user);
        Assert.Equal([AuditKinds.Registered, AuditKinds.Verified, AuditKinds.SignedIn], (await cluster.JournalAsync(user)).Select(e => e.Kind));
    }

    [Fact]
    public async Task A_link_is_good_for_a_day()
    {
        var (user, mail) = await RegisterAsync();
        cluster.Time.Advance(TimeSpan.FromHours(24));
        Assert.Null(await Account(user).PasswordToVerify(mail.Token.Secret));
        Assert.Equal("token-invalid", (await Account(user).Verify(mail.Token.Secret, 1, Origin)).Error!.Code);
    }

    [Fact]
    public async Task Another_link_voids_the_older_and_none_is_mailed_once_it_is_verified()
    {
        var (user, first) = await RegisterAsync();
        await Account(user).SendVerification();
        var second = (await cluster.MailsAsync(user, Workflow)).Single(m => m.Token.Write() != first.Token.Write());
        Assert.Null(await Account(user).PasswordToVerify(first.Token.Secret));
        Assert.True((await Account(user).Verify(second.Token.Secret, 1, Origin)).IsOk);
        await Account(user).SendVerification();
        Assert.Equal(2, (await cluster.MailsAsync(user, Workflow)).Count);
    }

    [Fact]
    public async Task Whoever_registers_the_address_again_voids_the_link_of_the_one_before()
    {
        var (user, first) = await RegisterAsync();
        var again = NewAccount(verifyFirst: true) with { Email = first.To, Password = new("another") };
        Assert.True((await cluster.Account<IAccountGrain>(user).Register(again)).IsOk);
        Assert.Null(await Account(user).PasswordToVerify(first.Token.Secret));
        var second = (await cluster.MailsAsync(user, Workflow)).Single(m => m.Token.Write() != first.Token.Write());
        Assert.Equal("another", (await Account(user).PasswordToVerify(second.Token.Secret))!.Hash);
    }

    [Fact]
    public async Task A_write_that_fails_leaves_the_link_good_and_one_whose_answer_is_lost_uses_it_up()
    {
        var (user, mail) = await RegisterAsync();
        cluster.FailWrites(AccountState.Name, AccountKey.Of(user));
        await Assert.ThrowsAnyAsync<Exception>(() => Account(user).Verify(mail.Token.Secret, 1, Origin));
        Assert.False((await cluster.Account<IAccountGrain>(user).Me()).Require().EmailVerified);

        cluster.FailWrites(AccountState.Name, AccountKey.Of(user), afterWriting: true);
        await Assert.ThrowsAnyAsync<Exception>(() => Account(user).Verify(mail.Token.Secret, 1, Origin));
        Assert.True((await cluster.Account<IAccountGrain>(user).Me()).Require().EmailVerified);
        Assert.Equal("token-invalid", (await Account(user).Verify(mail.Token.Secret, 1, Origin)).Error!.Code);
    }

    [Fact]
    public async Task A_registration_that_is_resumed_mails_one_link()
    {
        var account = NewAccount(verifyFirst: true);
        var grain = cluster.Account<IAccountGrain>(account.Id);
        cluster.FailWrites(AccountNameState.Name, AccountNameKey.Email(AddressKey.Of(account.Email)!));
        await Assert.ThrowsAnyAsync<Exception>(() => grain.Register(account));
        await cluster.FireReminder(grain, cluster.Time.Now + RegistrationRules.ResumeAfter);
        Assert.NotNull(await Account(account.Id).PasswordToVerify((await cluster.MailAsync(account.Id, Workflow)).Token.Secret));
    }

    [Fact]
    public async Task The_owner_of_a_taken_address_hears_of_it_once_an_hour()
    {
        var (user, mail) = await RegisterAsync();
        Assert.True((await Account(user).Verify(mail.Token.Secret, 1, Origin)).IsOk);
        var grain = cluster.Account<IAccountGrain>(user);
        for (var i = 0; i < 3; i++)
        {
            Assert.True((await grain.Register(NewAccount() with { Email = mail.To })).IsOk);
        }

        Assert.Equal(mail.To, (await cluster.MailAsync(user, "accounts-address-taken")).To);
        cluster.Time.Advance(TimeSpan.FromHours(1));
        Assert.True((await grain.Register(NewAccount() with { Email = mail.To })).IsOk);
        Assert.Equal(2, (await cluster.MailsAsync(user, "accounts-address-taken")).Count);
    }

    private async Task<(UserId User, Mailed Mail)> RegisterAsync()
    {
        var account = NewAccount(verifyFirst: true);
        (await cluster.Account<IAccountGrain>(account.Id).Register(account)).Require();
        return (account.Id, await cluster.MailAsync(account.Id, Workflow));
    }

    private IAccountMailGrain Account(UserId user) => cluster.Account<IAccountMailGrain>(user);
}

using OrleansBackends.Grains.Accounts;
using OrleansBackends.Grains.Interfaces.Accounts;
using static OrleansBackends.Tests.Accounts.AccountTestData;

namespace OrleansBackends.Tests.Accounts;

[Collection<ClusterCollection>]
public class EmailChangeGrainTests(ClusterFixture cluster)
{
    private const string Workflow = "accounts-change-email";

    private readonly string wanted = $"New.{Guid.NewGuid():N}@example.com";

    [Fact]
    public async Task A_link_mailed_to_the_new_address_moves_the_account_there_and_the_old_one_is_told()
    {
        var (user, old) = await RegisterAsync();
        var mail = await AskAsync(user);
        Assert.Equal(wanted, mail.To);
        Assert.Equal(old, (await MeAsync(user)).Email);

        (await Account(user).ConfirmEmail(mail.Token.Secret, Origin)).Require();
        var me = await MeAsync(user);
        Assert.Equal((wanted, true), (me.Email, me.EmailVerified));
        Assert.Equal(user, (await cluster.Address(wanted).Holder()).User);
        Assert.True((await cluster.Address(old).Holder()).Free);
        var told = await cluster.MailAsync(user, "accounts-email-changed");
        Assert.Equal((old, wanted), (told.To, told.Payload.Text("email")));
        Assert.Equal("token-invalid", (await Account(user).ConfirmEmail(mail.Token.Secret, Origin)).Error!.Code);
    }

    [Fact]
    public async Task Another_spelling_of_the_own_address_keeps_it_held()
    {
        var (user, old) = await RegisterAsync();
        var spelled = old.ToUpperInvariant();
        (await Account(user).RequestEmailChange(spelled, Origin)).Require();
        (await Account(user).ConfirmEmail((await cluster.MailAsync(user, Workflow)).Token.Secret, Origin)).Require();
        Assert.Equal(spelled, (await MeAsync(user)).Email);
        Assert.Equal(user, (await cluster.Address(old).Holder()).User);
    }

    [Fact]
    public async Task To_an_address_that_somebody_has_nothing_is_mailed_and_the_answer_is_the_same()
    {
        var (user, _) = await RegisterAsync();
        var (_, taken) = await RegisterAsync();
        Assert.True((await Account(user).RequestEmailChange(taken, Origin)).IsOk);
        Assert.Empty(await cluster.MailsAsync(user, Workflow));
        Assert.Contains(AuditKinds.EmailChangeAsked, (await cluster.JournalAsync(user)).Select(e => e.Kind));
    }

    [Fact]
    public async Task A_later_wish_an_expired_link_and_an_address_taken_meanwhile_void_a_link()
    {
        var (user, old) = await RegisterAsync();
        var first = await AskAsync(user);
        var (_, taken) = await RegisterAsync();
        (await Account(user).RequestEmailChange(taken, Origin)).Require();
        Assert.Equal("token-invalid", (await Account(user).ConfirmEmail(first.Token.Secret, Origin)).Error!.Code);

        (await Account(user).RequestEmailChange(wanted, Origin)).Require();
        var second = (await cluster.MailsAsync(user, Workflow)).Single(m => m.Token.Write() != first.Token.Write());
        var rival = NewAccount() with { Email = wanted };
        (await cluster.Account<IAccountGrain>(rival.Id).Register(rival)).Require();
        Assert.Equal("token-invalid", (await Account(user).ConfirmEmail(second.Token.Secret, Origin)).Error!.Code);
        cluster.Time.Advance(TimeSpan.FromHours(2));
        Assert.Equal("token-invalid", (await Account(user).ConfirmEmail(second.Token.Secret, Origin)).Error!.Code);
        Assert.Equal(old, (await MeAsync(user)).Email);
        Assert.Equal(rival.Id, (await cluster.Address(wanted).Holder()).User);
    }

    [Fact]
    public async Task A_change_that_dies_before_its_commit_leaves_link_and_address_as_they_were()
    {
        var (user, old) = await RegisterAsync();
        var mail = await AskAsync(user);
        await cluster.DeliveredAsync(user);
        cluster.FailWrites(AccountNameState.Name, AccountNameKey.Email(AddressKey.Of(wanted)!));
        await Assert.ThrowsAnyAsync<Exception>(() => Account(user).ConfirmEmail(mail.Token.Secret, Origin));
        cluster.FailWrites(AccountState.Name, AccountKey.Of(user));
        await Assert.ThrowsAnyAsync<Exception>(() => Account(user).ConfirmEmail(mail.Token.Secret, Origin));
        Assert.Equal(old, (await MeAsync(user)).Email);
        Assert.Equal(user, (await cluster.Address(old).Holder()).User);

        (await Account(user).ConfirmEmail(mail.Token.Secret, Origin)).Require();
        Assert.Equal(wanted, (await MeAsync(user)).Email);
        Assert.Single(await cluster.MailsAsync(user, "accounts-email-changed"));
    }

    [Fact]
    public async Task A_change_that_dies_between_commit_and_claim_is_resumed()
    {
        var (user, old) = await RegisterAsync();
        var mail = await AskAsync(user);
        var grain = cluster.Account<IAccountGrain>(user);

        // Reserved beforehand just as the account will, so that the next write of the name is its confirmation.
        (await cluster.Address(wanted).Reserve(user, cluster.Time.Now + RegistrationRules.ReservationLife)).Require();
        cluster.FailWrites(AccountNameState.Name, AccountNameKey.Email(AddressKey.Of(wanted)!));
        await Assert.ThrowsAnyAsync<Exception>(() => Account(user).ConfirmEmail(mail.Token.Secret, Origin));
        await cluster.DeactivateAsync(grain);
        Assert.Equal(wanted, (await MeAsync(user)).Email);
        Assert.Equal(user, (await cluster.Address(old).Holder()).User);

        await cluster.FireReminder(grain, cluster.Time.Now + RegistrationRules.ResumeAfter);
        Assert.Equal(user, (await cluster.Address(wanted).BeginAttempt()).Require().User);
        Assert.True((await cluster.Address(old).Holder()).Free);
        Assert.Single(await cluster.MailsAsync(user, "accounts-email-changed"));
    }

    [Fact]
    public async Task A_reset_voids_the_wish_for_another_address()
    {
        var (user, _) = await RegisterAsync();
        var mail = await AskAsync(user);
        await Account(user).RequestReset(Origin);
        (await Account(user).ResetPassword((await cluster.MailAsync(user, "accounts-reset-password")).Token.Secret, new("new"), Origin)).Require();
        Assert.Equal("token-invalid", (await Account(user).ConfirmEmail(mail.Token.Secret, Origin)).Error!.Code);
    }

    private async Task<(UserId User, string Address)> RegisterAsync()
    {
        var user = await cluster.RegisterAsync();
        return (user, (await MeAsync(user)).Email);
    }

    private async Task<Mailed> AskAsync(UserId user)
    {
        (await Account(user).RequestEmailChange(wanted, Origin)).Require();
        return await cluster.MailAsync(user, Workflow);
    }

    private async Task<AccountView> MeAsync(UserId user) => (await cluster.Account<IAccountGrain>(user).Me()).Require();

    private IAccountMailGrain Account(UserId user) => cluster.Account<IAccountMailGrain>(user);
}

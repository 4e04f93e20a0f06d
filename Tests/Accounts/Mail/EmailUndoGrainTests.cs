using OrleansBackends.Grains.Accounts;
using OrleansBackends.Grains.Interfaces.Accounts;
using static OrleansBackends.Tests.Accounts.AccountTestData;

namespace OrleansBackends.Tests.Accounts;

/// <summary>Somebody else moved the account to his own address; its owner reads the mail at the old one.</summary>
[Collection<ClusterCollection>]
public class EmailUndoGrainTests(ClusterFixture cluster)
{
    private const string Workflow = "accounts-undo-email";

    private readonly NewAccount owner = NewAccount(verifyFirst: true);
    private readonly string stolen = $"thief.{Guid.NewGuid():N}@example.com";

    private IAccountMailGrain Account => cluster.Account<IAccountMailGrain>(owner.Id);

    [Fact]
    public async Task The_link_brings_the_address_back_ends_every_session_and_mails_a_reset_there()
    {
        var undo = await StolenAsync();
        var session = await cluster.SignInAsync(owner.Id);
        Assert.Equal((owner.Email, stolen), (undo.To, undo.Payload.Text("email")));
        Assert.Empty(await cluster.MailsAsync(owner.Id, "accounts-email-changed"));

        (await Account.UndoEmail(undo.Token.Secret, Origin)).Require();
        Assert.Equal((owner.Email, true), await AddressAsync());
        Assert.Equal(owner.Id, (await cluster.Address(owner.Email).BeginAttempt()).Require().User);
        Assert.True((await cluster.Address(stolen).Holder()).Free);
        var sessions = cluster.Account<IAccountSessionsGrain>(owner.Id);
        Assert.Equal("refresh-invalid", (await sessions.Refresh(session.SessionId, session.Read().Secret, Origin)).Error!.Code);
        Assert.Equal("password-reset-required", (await sessions.SignIn(new NewSession(SessionKind.Token, true, ["pwd"], Origin))).Error!.Code);

        var reset = await cluster.MailAsync(owner.Id, "accounts-reset-password");
        Assert.Equal(owner.Email, reset.To);
        (await Account.ResetPassword(reset.Token.Secret, new("another"), Origin)).Require();
        await cluster.SignInAsync(owner.Id);
        Assert.Equal("token-invalid", (await Account.UndoEmail(undo.Token.Secret, Origin)).Error!.Code);
        await cluster.DeliveredAsync(owner.Id);
        Assert.Contains(AuditKinds.EmailUndone, (await cluster.JournalAsync(owner.Id)).Select(e => e.Kind));
    }

    [Fact]
    public async Task Nobody_takes_the_old_address_while_it_may_come_back_and_no_longer()
    {
        var undo = await StolenAsync();
        var rival = NewAccount() with { Email = owner.Email };
        Assert.Equal("address-taken", (await cluster.Account<IAccountGrain>(rival.Id).Register(rival)).Error!.Code);
        Assert.Null((await cluster.Address(owner.Email).BeginAttempt()).Require().User);

        await cluster.FireReminder(cluster.Account<IAccountGrain>(owner.Id), cluster.Time.Now + MailPurpose.UndoEmail.Life);
        Assert.Equal("token-invalid", (await Account.UndoEmail(undo.Token.Secret, Origin)).Error!.Code);
        rival = NewAccount() with { Email = owner.Email };
        Assert.True((await cluster.Account<IAccountGrain>(rival.Id).Register(rival)).IsOk);
        Assert.Equal((stolen, true), await AddressAsync());
    }

    [Fact]
    public async Task Neither_a_second_move_nor_another_password_takes_the_link_away()
    {
        var undo = await StolenAsync();
        var further = $"further.{Guid.NewGuid():N}@example.com";
        await MoveAsync(further);
        Assert.Single(await cluster.MailsAsync(owner.Id, Workflow));
        Assert.Equal(stolen, (await cluster.MailAsync(owner.Id, "accounts-email-changed")).To);
        var session = (await cluster.SignInAsync(owner.Id)).SessionId;
        var kept = await cluster.Account<IAccountSessionsGrain>(owner.Id).Password();
        (await cluster.Account<IAccountSessionsGrain>(owner.Id).ChangePassword(session, kept!.Version, new("the thief's"), Origin)).Require();

        (await Account.UndoEmail(undo.Token.Secret, Origin)).Require();
        Assert.Equal((owner.Email, true), await AddressAsync());
        Assert.True((await cluster.Address(further).Holder()).Free);
    }

    [Fact]
    public async Task An_owner_who_moves_back_himself_gives_the_other_address_no_link()
    {
        await StolenAsync();
        await MoveAsync(owner.Email);
        Assert.Equal((owner.Email, true), await AddressAsync());
        Assert.Single(await cluster.MailsAsync(owner.Id, Workflow));
        Assert.True((await cluster.Address(stolen).Holder()).Free);
    }

    [Fact]
    public async Task An_undo_that_dies_on_its_way_is_finished()
    {
        var undo = await StolenAsync();
        await cluster.DeliveredAsync(owner.Id);
        cluster.FailWrites(AccountNameState.Name, AccountNameKey.Email(AddressKey.Of(stolen)!));
        await Assert.ThrowsAnyAsync<Exception>(() => Account.UndoEmail(undo.Token.Secret, Origin));
        await cluster.FireReminder(cluster.Account<IAccountGrain>(owner.Id), cluster.Time.Now + RegistrationRules.ResumeAfter);
        Assert.Equal((owner.Email, true), await AddressAsync());
        Assert.True((await cluster.Address(stolen).Holder()).Free);
        Assert.Equal(owner.Id, (await cluster.Address(owner.Email).Holder()).User);
        Assert.Single(await cluster.MailsAsync(owner.Id, "accounts-reset-password"));
    }

    private async Task<Mailed> StolenAsync()
    {
        (await cluster.Account<IAccountGrain>(owner.Id).Register(owner)).Require();
        var mail = await cluster.MailAsync(owner.Id, "accounts-verify-email");
        (await Account.Verify(mail.Token.Secret, 1, Origin)).Require();
        await MoveAsync(stolen);
        return await cluster.MailAsync(owner.Id, Workflow);
    }

    private async Task MoveAsync(string address)
    {
        (await Account.RequestEmailChange(address, Origin)).Require();
        var mail = (await cluster.MailsAsync(owner.Id, "accounts-change-email")).Single(m => m.To == address);
        (await Account.ConfirmEmail(mail.Token.Secret, Origin)).Require();
    }

    private async Task<(string Email, bool Verified)> AddressAsync()
    {
        var me = (await cluster.Account<IAccountGrain>(owner.Id).Me()).Require();
        return (me.Email, me.EmailVerified);
    }
}

using OrleansBackends.Grains.Accounts;
using OrleansBackends.Grains.Interfaces.Accounts;
using OrleansBackends.Tests.Storage;
using static OrleansBackends.Tests.Accounts.AccountTestData;

namespace OrleansBackends.Tests.Accounts;

/// <summary>The flows of an account with the same expectations on both databases; between the steps every grain is read from its row again.</summary>
[Collection<MailingCollection>]
public class AccountFlowStorageTests(MailingSilos silos)
{
    private readonly NewAccount account = NewAccount(verifyFirst: true);

    [Theory, OnBothDatabases]
    public async Task Registering_verifying_and_refreshing(Db db)
    {
        var grains = await VerifiedAsync(db);
        var sessions = grains.GetGrain<IAccountSessionsGrain>(AccountKey.Of(account.Id));
        var first = (await sessions.SignIn(new NewSession(SessionKind.Token, true, ["pwd"], Origin))).Require();
        await ForgetAsync(grains);
        var second = (await sessions.Refresh(first.SessionId, first.Read().Secret, Origin)).Require();
        await ForgetAsync(grains);
        Assert.Equal(second.RefreshToken, (await sessions.Refresh(first.SessionId, first.Read().Secret, Origin)).Require().RefreshToken);
        await ForgetAsync(grains);
        (await sessions.Refresh(first.SessionId, second.Read().Secret, Origin)).Require();
        Assert.Equal("refresh-invalid", (await sessions.Refresh(first.SessionId, first.Read().Secret, Origin)).Error!.Code);
        Assert.Empty(await sessions.List(null));
        var contact = await grains.GetGrain<IUserContacts>(0).Find([account.Id]);
        Assert.Equal(account.Email, contact[account.Id].Email);
        Assert.Single(await MailsAsync(db, "accounts-refresh-reuse"));
    }

    [Theory, OnBothDatabases]
    public async Task Setting_another_password_by_mail(Db db)
    {
        var grains = await VerifiedAsync(db);
        var sessions = grains.GetGrain<IAccountSessionsGrain>(AccountKey.Of(account.Id));
        (await sessions.SignIn(new NewSession(SessionKind.Token, true, ["pwd"], Origin))).Require();
        var since = DateTimeOffset.UtcNow.AddSeconds(-1);
        await Mail(grains).RequestReset(Origin);
        var token = (await MailAsync(db, "accounts-reset-password")).Token;
        await ForgetAsync(grains);
        (await Mail(grains).ResetPassword(token.Secret, new("another hash"), Origin)).Require();
        await ForgetAsync(grains);
        Assert.Equal("token-invalid", (await Mail(grains).ResetPassword(token.Secret, new("a third"), Origin)).Error!.Code);
        Assert.Equal("another hash", (await sessions.Password())!.Hash);
        Assert.Empty(await sessions.List(null));
        var cuts = await grains.GetGrain<IAccountQueries>(IAccountQueries.Key).CutsSince(since, null);
        Assert.Contains(cuts.Cuts, cut => cut.User == account.Id && cut.Kind == CutKind.UserBefore);
    }

    [Theory, OnBothDatabases]
    public async Task Changing_the_address_and_bringing_it_back(Db db)
    {
        var grains = await VerifiedAsync(db);
        var wanted = $"new.{Guid.NewGuid():N}@example.com";
        (await Mail(grains).RequestEmailChange(wanted, Origin)).Require();
        (await Mail(grains).ConfirmEmail((await MailAsync(db, "accounts-change-email")).Token.Secret, Origin)).Require();
        var undo = await MailAsync(db, "accounts-undo-email");
        await ForgetAsync(grains);
        Assert.Equal(wanted, (await Me(grains)).Email);
        Assert.Equal(new NameHolder(null, Free: false), await Name(grains, account.Email).Holder());
        (await Mail(grains).UndoEmail(undo.Token.Secret, Origin)).Require();
        await ForgetAsync(grains);
        Assert.Equal(account.Email, (await Me(grains)).Email);
        Assert.Equal(account.Id, (await Name(grains, account.Email).Holder()).User);
        Assert.True((await Name(grains, wanted).Holder()).Free);
    }

    [Theory, OnBothDatabases]
    public async Task Signing_in_with_a_second_factor(Db db)
    {
        var grains = await VerifiedAsync(db);
        var factor = grains.GetGrain<IAccountSecondFactorGrain>(AccountKey.Of(account.Id));
        var phone = new Authenticator((await factor.SetUpTotp()).Require().Secret);
        await ForgetAsync(grains);
        var codes = (await factor.ConfirmTotp(phone.Code(DateTimeOffset.UtcNow), Guid.Empty, Origin)).Require().Codes;
        foreach (var proof in (SecondFactorProof[])[new(phone.Code(DateTimeOffset.UtcNow, steps: 1), null), new(null, codes[3])])
        {
            var asked = (await factor.BeginSignIn(new NewSession(SessionKind.Token, true, ["pwd"], Origin))).Require().Asked!;
            Assert.True(ChallengeText.TryRead(asked.Challenge, out var challenge));
            await ForgetAsync(grains);
            (await factor.FinishSignIn(challenge.Secret, proof, Origin)).Require();
            Assert.Equal("challenge-expired", (await factor.FinishSignIn(challenge.Secret, proof, Origin)).Error!.Code);
            asked = (await factor.BeginSignIn(new NewSession(SessionKind.Token, true, ["pwd"], Origin))).Require().Asked!;
            Assert.True(ChallengeText.TryRead(asked.Challenge, out challenge));
            await ForgetAsync(grains);
            Assert.Equal("second-factor-invalid", (await factor.FinishSignIn(challenge.Secret, proof, Origin)).Error!.Code);
        }

        Assert.Equal((true, 9), ((await Me(grains)).SecondFactor.Totp, (await Me(grains)).SecondFactor.RecoveryCodesLeft));
        (await factor.RemoveTotp([], Guid.Empty, Origin)).Require();
        await ForgetAsync(grains);
        Assert.False((await Me(grains)).SecondFactor.Totp);
    }

    [Theory, OnBothDatabases]
    public async Task A_taken_address_takes_the_name_too(Db db)
    {
        var grains = await VerifiedAsync(db);
        var again = NewAccount(verifyFirst: true) with { Email = account.Email };
        (await grains.GetGrain<IAccountGrain>(AccountKey.Of(account.Id)).Register(again)).Require();
        await ForgetAsync(grains);
        var other = NewAccount(again.Username);
        Assert.Equal("username-taken", (await grains.GetGrain<IAccountGrain>(AccountKey.Of(other.Id)).Register(other)).Error!.Code);
        Assert.Equal(account.Email, (await MailAsync(db, "accounts-address-taken")).To);
    }

    [Theory, OnBothDatabases]
    public async Task Reading_everything_that_the_systems_hold_and_asking_for_its_deletion(Db db)
    {
        var grains = await VerifiedAsync(db);
        var control = grains.GetGrain<IAccountControlGrain>(AccountKey.Of(account.Id));
        var by = new ActedBy(account.Id, Origin);
        (await control.RequestDeletion("moving on", by)).Require();
        await ForgetAsync(grains);
        Assert.NotNull((await Me(grains)).DeletionDueAt);
        (await control.CancelDeletion(by)).Require();
        var pages = new List<ExportPage>();
        string? cursor = null;
        do
        {
            pages.Add((await grains.GetGrain<IAccountQueries>(IAccountQueries.Key).Export(account.Id, cursor)).Require());
            cursor = pages[^1].NextCursor;
        }
        while (cursor is not null);
        Assert.Equal(["accounts", "chat", "links", "notifications", "polls", "rate-limits"], pages.Select(p => p.Slice).Distinct());
        Assert.Contains(account.Email, pages[0].Items[0], StringComparison.Ordinal);
        Assert.Contains(pages[1].Items, entry => entry.Contains(AuditKinds.DeletionCancelled, StringComparison.Ordinal));
    }

    private async Task<IGrainFactory> VerifiedAsync(Db db)
    {
        var grains = await silos.Get<IGrainFactory>(db);
        (await grains.GetGrain<IAccountGrain>(AccountKey.Of(account.Id)).Register(account)).Require();
        var token = (await MailAsync(db, "accounts-verify-email")).Token;
        await ForgetAsync(grains);
        Assert.Equal(account.Password.Hash, (await Mail(grains).PasswordToVerify(token.Secret))!.Hash);
        (await Mail(grains).Verify(token.Secret, 1, Origin)).Require();
        return grains;
    }

    /// <summary>Ends every activation that does nothing: the next call reads the row.</summary>
    private static Task ForgetAsync(IGrainFactory grains) => grains.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);

    private async Task<IReadOnlyList<Mailed>> MailsAsync(Db db, string workflow)
    {
        var (grains, database) = (await silos.Get<IGrainFactory>(db), await silos.Get<QueryDatabase>(db));
        await grains.DeliveredAsync(database, account.Id);
        return await grains.MailsAsync(database, account.Id, workflow);
    }

    private async Task<Mailed> MailAsync(Db db, string workflow) => Assert.Single(await MailsAsync(db, workflow));

    private IAccountMailGrain Mail(IGrainFactory grains) => grains.GetGrain<IAccountMailGrain>(AccountKey.Of(account.Id));

    private async Task<AccountView> Me(IGrainFactory grains) => (await grains.GetGrain<IAccountGrain>(AccountKey.Of(account.Id)).Me()).Require();

    private static IAccountNameGrain Name(IGrainFactory grains, string address) =>
        grains.GetGrain<IAccountNameGrain>(AccountNameKey.Email(AddressKey.Of(address)!));
}

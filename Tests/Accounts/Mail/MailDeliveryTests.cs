using OrleansBackends.Grains.Accounts;
using OrleansBackends.Grains.Interfaces.Accounts;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Apps;
using OrleansBackends.Grains.Interfaces.Notifications.Workflows;
using OrleansBackends.Grains.Notifications.Apps;
using OrleansBackends.Grains.Notifications.Workflows;
using static OrleansBackends.Tests.Accounts.AccountTestData;

namespace OrleansBackends.Tests.Accounts;

/// <summary>Between an account's outbox and Notifications.</summary>
[Collection<ClusterCollection>]
public class MailDeliveryTests(ClusterFixture cluster)
{
    private static readonly TimeSpan LongAfterCaches = NotifySettings.Age * 2;

    [Fact]
    public async Task A_mail_that_notifications_cannot_take_stays_owed_and_is_started_once()
    {
        var user = await cluster.RegisterAsync();
        await cluster.DeliveredAsync(user);
        var account = cluster.Account<IAccountGrain>(user);
        using var unreadable = await UnreadableAsync("accounts-deletion-asked");
        (await cluster.Account<IAccountControlGrain>(user).RequestDeletion(null, new ActedBy(user, Origin))).Require();
        await TestTime.Eventually(async () => await cluster.OwedAsync(user) is [Letter.OutboxKind], "only the mail is owed");
        Assert.Contains(AuditKinds.DeletionAsked, (await cluster.JournalAsync(user)).Select(e => e.Kind));
        cluster.FailWrites(AccountState.Name, AccountKey.Of(user));

        // Whoever delivers first starts it, but that it was started is not written: the next activation starts it again, under the same id.
        await cluster.EndsAsync(account, () =>
        {
            unreadable.Dispose();
            return account.AsReference<IOutboxGrain>().DeliverOutbox();
        });
        await account.AsReference<IOutboxGrain>().DeliverOutbox();
        Assert.Equal("Firefox on Linux", (await cluster.MailAsync(user, "accounts-deletion-asked")).Payload.Text("device"));
    }

    [Fact]
    public async Task A_link_that_expires_before_notifications_take_it_is_not_mailed()
    {
        var account = NewAccount(verifyFirst: true);
        var grain = cluster.Account<IAccountGrain>(account.Id);
        using (await UnreadableAsync("accounts-verify-email"))
        {
            (await grain.Register(account)).Require();
            await TestTime.Eventually(async () => await cluster.OwedAsync(account.Id) is [Letter.OutboxKind], "only the mail is owed");
            cluster.Time.Advance(MailPurpose.Verify.Life);
        }

        await grain.AsReference<IOutboxGrain>().DeliverOutbox();
        Assert.Empty(await cluster.MailsAsync(account.Id, "accounts-verify-email"));
    }

    [Fact]
    public async Task Of_links_that_void_each_other_before_one_is_mailed_the_last_is_mailed()
    {
        var account = NewAccount(verifyFirst: true);
        var grain = cluster.Account<IAccountGrain>(account.Id);
        using (await UnreadableAsync("accounts-verify-email"))
        {
            (await grain.Register(account)).Require();
            for (var i = 0; i < Outbox.Bound + 1; i++)
            {
                (await grain.Register(NewAccount(account.Username, verifyFirst: true) with { Email = account.Email })).Require();
            }

            await TestTime.Eventually(async () => await cluster.OwedAsync(account.Id) is [Letter.OutboxKind], "only one mail is owed");
        }

        await TestTime.Eventually(
            async () =>
            {
                await grain.AsReference<IOutboxGrain>().DeliverOutbox();
                return (await cluster.OwedAsync(account.Id)).Count == 0;
            },
            "nothing is owed any more");

        // One may have been on its way when it was voided, as the next test shows.
        Assert.InRange((await cluster.MailsAsync(account.Id, "accounts-verify-email")).Count, 1, 2);
        Assert.NotNull(await OnlyValidAsync(account.Id));
    }

    [Fact]
    public async Task A_link_that_is_voided_while_it_is_on_its_way_is_mailed_and_is_void()
    {
        var account = NewAccount(verifyFirst: true);
        var grain = cluster.Account<IAccountGrain>(account.Id);
        using (var held = await UnreadAsync("accounts-verify-email", cluster.HoldReads))
        {
            (await grain.Register(account)).Require();
            await TestTime.Soon(held.Arrived, "the first mail is on its way");
            (await grain.Register(NewAccount(account.Username, verifyFirst: true) with { Email = account.Email })).Require();
        }

        await TestTime.Eventually(async () => (await cluster.MailsAsync(account.Id, "accounts-verify-email")).Count == 2, "both are mailed");
        Assert.NotNull(await OnlyValidAsync(account.Id));
    }

    [Fact]
    public async Task An_address_that_no_mail_can_go_to_holds_nothing_up()
    {
        var account = NewAccount();
        account = account with { Email = $"a(b)@{account.Id.Value:N}.example" };
        (await cluster.Account<IAccountGrain>(account.Id).Register(account)).Require();
        Assert.Empty(await cluster.MailsAsync(account.Id, "accounts-verify-email"));
        Assert.Empty(await cluster.OwedAsync(account.Id));
    }

    [Fact]
    public async Task A_token_used_twice_is_told_to_the_user_by_mail()
    {
        var user = await cluster.RegisterAsync();
        var grant = await cluster.SignInAsync(user);
        var sessions = cluster.Account<IAccountSessionsGrain>(user);
        (await sessions.Refresh(grant.SessionId, grant.Read().Secret, Origin)).Require();
        cluster.Time.Advance(SessionRules.Leeway * 2);
        Assert.False((await sessions.Refresh(grant.SessionId, grant.Read().Secret, Origin)).IsOk);
        Assert.Equal("192.0.2.0/24", (await cluster.MailAsync(user, "accounts-refresh-reuse")).Payload.Text("network"));
    }

    [Fact]
    public async Task Turning_a_second_factor_on_is_told_to_the_user_by_mail()
    {
        var user = await cluster.RegisterAsync();
        var factor = cluster.Account<IAccountSecondFactorGrain>(user);
        var phone = new Authenticator((await factor.SetUpTotp()).Require().Secret);
        (await factor.ConfirmTotp(phone.Code(cluster.Time.Now), Guid.Empty, Origin)).Require();
        Assert.Equal(AuditKinds.TotpOn, (await cluster.MailAsync(user, "accounts-second-factor")).Payload.Text("kind"));
    }

    [Fact]
    public async Task Using_a_recovery_code_is_told_to_the_user_by_mail()
    {
        var user = await cluster.RegisterAsync();
        var factor = cluster.Account<IAccountSecondFactorGrain>(user);
        var phone = new Authenticator((await factor.SetUpTotp()).Require().Secret);
        var codes = (await factor.ConfirmTotp(phone.Code(cluster.Time.Now), Guid.Empty, Origin)).Require().Codes;
        var asked = (await factor.BeginSignIn(new NewSession(SessionKind.Token, true, ["pwd"], Origin))).Require().Asked!;
        Assert.True(ChallengeText.TryRead(asked.Challenge, out var challenge));
        (await factor.FinishSignIn(challenge.Secret, new SecondFactorProof(null, codes[0]), Origin)).Require();
        var mails = await cluster.MailsAsync(user, "accounts-second-factor");
        Assert.Equal([AuditKinds.RecoveryCodeUsed, AuditKinds.TotpOn], mails.Select(m => m.Payload.Text("kind")).Order());
    }

    [Fact]
    public async Task Mails_of_accounts_cannot_be_switched_off()
    {
        var settings = await cluster.Grains.GetGrain<INotifyAppGrain>(NotifyKeys.App(NotifyKeys.Product)).Settings();
        Assert.True(settings!.Category("account-security")!.Critical);
    }

    /// <summary>No silo knows the workflow any more, and none can read it.</summary>
    private Task<IDisposable> UnreadableAsync(string workflow) => UnreadAsync(workflow, cluster.RefuseReads);

    private async Task<T> UnreadAsync<T>(string workflow, Func<string, string, T> fault)
    {
        var key = NotifyKeys.Workflow(NotifyKeys.Product, workflow);
        var grain = cluster.Grains.GetGrain<IWorkflowGrain>(key);
        await grain.Current();
        await cluster.DeactivateAsync(grain);
        cluster.Time.Advance(LongAfterCaches);
        return fault(WorkflowState.Name, key);
    }

    /// <summary>The token that verifies, of all that were mailed: one that was voided on its way may be among them.</summary>
    private async Task<MailToken> OnlyValidAsync(UserId user)
    {
        var grain = cluster.Account<IAccountMailGrain>(user);
        var found = new List<MailToken>();
        foreach (var mail in await cluster.MailsAsync(user, "accounts-verify-email"))
        {
            if (await grain.PasswordToVerify(mail.Token.Secret) is not null)
            {
                found.Add(mail.Token);
            }
        }

        return Assert.Single(found);
    }
}

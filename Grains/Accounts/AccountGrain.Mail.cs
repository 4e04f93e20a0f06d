using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using OrleansBackends.Grains.Interfaces.Accounts;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Triggers;

namespace OrleansBackends.Grains.Accounts;

internal sealed partial class AccountGrain : IAccountMailGrain
{
    public async Task SendVerification()
    {
        if (Current is { Status: AccountStatus.Unverified or AccountStatus.Active, EmailVerified: false } && !Current.IsFull())
        {
            await Commit(letters.WithVerification(Current));
        }
    }

    public Task<KeptPassword?> PasswordToVerify(byte[] secret) => Task.FromResult(
        Current.Holds(MailPurpose.Verify, secret, time.Now()) ? Current.Password.Show(Current.EmailKey) : null);

    public async Task<Result<Done>> Verify(byte[] secret, int passwordVersion, CallOrigin origin)
    {
        var now = time.Now();
        var verified = await Redeem(state => state.Verifying(secret, passwordVersion, origin, now));
        await reminder.Set(document.Exists ? Current.NextDue(now) : null);
        return verified;
    }

    public async Task RequestReset(CallOrigin origin)
    {
        if (Current.CanSignIn && !Current.IsFull())
        {
            await Commit(letters.WithLink(Current.Noting(AuditKinds.PasswordResetAsked, null, origin, time.Now()), MailPurpose.Reset, Current.Email));
        }
    }

    public Task<Result<AccountView>> WhoResets(byte[] secret) =>
        Task.FromResult<Result<AccountView>>(Current.Holds(MailPurpose.Reset, secret, time.Now()) ? Current.Show() : AccountErrors.TokenInvalid);

    public async Task<Result<Done>> ResetPassword(byte[] secret, HashedPassword password, CallOrigin origin)
    {
        var reset = await Redeem(state => state.ResettingPassword(secret, password, origin, time.Now()));
        if (reset.IsOk)
        {
            await Address(Current.EmailKey).EndAttempt(ok: true);
        }

        return reset;
    }

    /// <summary>An act of somebody who is known by a link alone: what nobody has looks like a link that is not good.</summary>
    private async Task<Result<Done>> Redeem(Func<AccountState, Result<AccountState>> rule) =>
        Current.IsKnown ? await Act(rule) : AccountErrors.TokenInvalid;

    /// <summary>Mails go last: revocations and the audit do not wait for them.</summary>
    private ImmutableList<OutboxItem> Owed() =>
        Current.Outbox.Exists(IsMail) ? Current.Outbox.RemoveAll(IsMail).AddRange(Current.Outbox.Where(item => IsMail(item))) : Current.Outbox;

    /// <summary>Started once under the item's id. A link that has expired is of no use, and an address that no mail can go to never will be.</summary>
    private async Task SendMail(OutboxItem item)
    {
        var trigger = letters.Open(Current, item);
        if (trigger.ExpiresAt <= time.Now())
        {
            return;
        }

        var started = await GrainFactory.GetGrain<ITriggerGrain>(NotifyKeys.Trigger(NotifyKeys.Product, item.Id)).Start(trigger);
        if (started.Error is { Kind: ErrorKind.Invalid or ErrorKind.Unprocessable } refused)
        {
            LogMailRefused(logger, this.GetPrimaryKeyString(), trigger.Name, refused.Code);
        }
        else
        {
            started.Require();
        }
    }

    private static bool IsMail(OutboxItem item) => item.Kind == Letter.OutboxKind;

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Grain} gives up a mail of {Workflow}: notifications refuse it with {Code}.")]
    private static partial void LogMailRefused(ILogger logger, string grain, string workflow, string code);
}

using Microsoft.Extensions.Logging;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

/// <summary>One account. Every act is decided by the rules, written with its audit entry and its cuts, and only then told to others.</summary>
[GrainType("account")]
internal sealed partial class AccountGrain : Grain, IAccountGrain, IRemindable
{
    private readonly Document<AccountState> document;
    private readonly ReminderSlot reminder;
    private readonly Outbox outbox;
    private readonly IJournal journal;
    private readonly IEnumerable<IUserErasure> erasures;
    private readonly AccountLetters letters;
    private readonly SecretBox secrets;
    private readonly ILogger<AccountGrain> logger;
    private readonly TimeProvider time;

    public AccountGrain(
        [PersistentState(AccountState.Name)] IPersistentState<AccountState> storage, IJournal journal, IEnumerable<IUserErasure> erasures, SecretBox secrets,
        AccountLetters letters, TimeProvider time, ILogger<AccountGrain> logger)
    {
        document = new Document<AccountState>(this, storage);
        reminder = new ReminderSlot(this, "account", time);
        outbox = new Outbox(this, Owed, Send, logger);
        this.journal = journal;
        this.erasures = erasures;
        this.secrets = secrets;
        this.letters = letters;
        this.logger = logger;
        this.time = time;
    }

    private AccountState Current => document.Current;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        reminder.Assume(document.Exists ? Current.NextDue(time.Now()) : null);
        outbox.Wake();
        return Task.CompletedTask;
    }

    public Task<Result<AccountView>> Me() =>
        Task.FromResult<Result<AccountView>>(Current.IsKnown ? Current.Show() : AccountErrors.UserNotFound);

    public async Task<Result<AccountView>> Edit(ProfileChange change, int? version, CallOrigin origin)
    {
        if (!Current.IsKnown)
        {
            return AccountErrors.UserNotFound;
        }

        var now = time.Now();
        var edited = Current.Edit(change, version, now);
        if (!edited.IsOk)
        {
            return edited.Error;
        }

        if (edited.Value.UsernameKey != Current.UsernameKey)
        {
            var reserved = await Username(edited.Value.Username).Reserve(Current.Id, now + RegistrationRules.ReservationLife);
            if (!reserved.IsOk)
            {
                return AccountErrors.UsernameTaken;
            }

            await reminder.Set(edited.Value.NextDue(now));
        }

        await Commit(edited.Value);
        await FinishRename();
        return Current.Show();
    }

    /// <summary>The answer of an act: refused while too much waits, decided by a rule, committed, and what it owes sent.</summary>
    private async Task<Result<Done>> Act(Func<AccountState, Result<AccountState>> rule)
    {
        if (!Current.IsKnown)
        {
            return AccountErrors.UserNotFound;
        }

        if (Current.IsFull())
        {
            outbox.Wake();
            return Errors.OutboxFull;
        }

        var decided = rule(Current);
        if (!decided.IsOk)
        {
            return decided.Error;
        }

        if (!ReferenceEquals(decided.Value, Current))
        {
            await Commit(decided.Value);
        }

        return Done.Ok;
    }

    private async Task Commit(AccountState next)
    {
        var before = Current;
        next = letters.WithNotices(before, next);
        await document.Commit(next);
        outbox.Wake();
        foreach (var (name, data) in AccountNews.Between(before, next))
        {
            GrainFactory.Announce(next.Id, AccountEvents.Topic, name, data);
        }

        if (AccountNews.ChangesProfile(before, next))
        {
            GrainFactory.GetGrain<IRevocationsGrain>(IRevocationsGrain.Main).ProfileChanged(next.Id).Ignore();
        }
    }

    private IAccountNameGrain Username(string name) => GrainFactory.GetGrain<IAccountNameGrain>(AccountNameKey.Username(name));

    private IAccountNameGrain Address(string key) => GrainFactory.GetGrain<IAccountNameGrain>(AccountNameKey.Email(key));
}

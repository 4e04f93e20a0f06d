using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

/// <summary>Kept in memory for two hours after the last call, so that the guard of an address nobody has lasts without a row.</summary>
[GrainType("accountname"), CollectionAgeLimit(Hours = 2)]
internal sealed partial class AccountNameGrain : Grain, IAccountNameGrain
{
    private readonly Document<AccountNameState> document;
    private readonly TimeProvider time;
    private AttemptGuard guard = new();

    public AccountNameGrain([PersistentState(AccountNameState.Name)] IPersistentState<AccountNameState> storage, TimeProvider time)
    {
        document = new Document<AccountNameState>(this, storage);
        this.time = time;
    }

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        guard = document.Current.Guard;
        foreach (var device in document.Current.Devices)
        {
            devices[device.Id] = device.Guard;
        }

        return Task.CompletedTask;
    }

    public async Task<Result<Done>> Reserve(UserId user, DateTimeOffset until) =>
        await Put(document.Current.Reserve(user, until, time.Now()));

    public async Task<Result<Done>> Confirm(UserId user) => await Put(document.Current.Confirm(user));

    public Task Release(UserId user)
    {
        var isUsername = this.GetPrimaryKeyString().StartsWith(AccountNameKey.UsernamePrefix, StringComparison.Ordinal);
        return Keep(document.Current.Release(user, isUsername ? time.Now() + AccountNameState.TombstoneLife : null));
    }

    public Task Free(UserId user) => Keep(document.Current.Release(user, closedUntil: null));

    public Task Close(UserId user, DateTimeOffset until) => Keep(document.Current.Release(user, until));

    public async Task<Result<Done>> HoldPhantom(UserId user, DateTimeOffset until) =>
        await Put(document.Current.Haunt(user, until, time.Now()));

    public Task DropPhantom(UserId user) => Keep(document.Current.Lay(user));

    public async Task<string?> Want(string username)
    {
        var former = document.Current.WantedUsername;
        if (document.Current.Status == NameStatus.Tombstone && former != username)
        {
            await document.Commit(document.Current with { WantedUsername = username });
        }

        return former;
    }

    public Task<NameHolder> Holder() => Task.FromResult(document.Current.Show(time.Now()));

    public async Task<Result<Attempt>> BeginAttempt()
    {
        var charged = guard.Charge(time.Now());
        if (!charged.IsOk)
        {
            return charged.Error;
        }

        guard = charged.Value;
        await KeepGuard(guard.IsWorthKeeping);
        return new Attempt(document.Current.Status == NameStatus.Held ? document.Current.User : null);
    }

    public async Task EndAttempt(bool ok)
    {
        guard = ok ? new AttemptGuard() : guard.TakeBack();
        await KeepGuard(document.Current.Guard.Failures > 0);
    }

    public Task<ChargedAttempts> Charged() => Task.FromResult(guard.Show(time.Now()));

    private async Task KeepGuard(bool worthKeeping)
    {
        if (worthKeeping && document.Exists)
        {
            await document.Commit(document.Current with { Guard = guard });
        }
    }

    /// <summary>What is free needs no row.</summary>
    private Task Keep(AccountNameState next) =>
        next.Status == NameStatus.Free && document.Exists ? document.Delete() : Put(next);

    private async Task<Result<Done>> Put(Result<AccountNameState> decided)
    {
        if (!decided.IsOk)
        {
            return decided.Error;
        }

        if (decided.Value != document.Current)
        {
            await document.Commit(decided.Value);
        }

        return Done.Ok;
    }
}

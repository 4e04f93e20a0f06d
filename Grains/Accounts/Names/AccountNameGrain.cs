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
        return Task.CompletedTask;
    }

    public async Task<Result<Done>> Reserve(UserId user, DateTimeOffset until) =>
        await Put(document.Current.Reserve(user, until, time.Now()));

    public async Task<Result<Done>> Confirm(UserId user) => await Put(document.Current.Confirm(user));

    public async Task Release(UserId user)
    {
        var isUsername = this.GetPrimaryKeyString().StartsWith(AccountNameKey.UsernamePrefix, StringComparison.Ordinal);
        var next = document.Current.Release(user, isUsername, time.Now());
        if (next.Status == NameStatus.Free && document.Exists)
        {
            await document.Delete();
        }
        else
        {
            await Put(next);
        }
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

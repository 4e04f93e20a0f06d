using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

/// <summary>The small saga of names: the document says what is wanted, then the names are claimed, then the document says that it is done.</summary>
internal sealed partial class AccountGrain
{
    public async Task<Result<Done>> Register(NewAccount account)
    {
        var now = time.Now();
        if (!document.Exists)
        {
            var begun = RegistrationRules.Begin(account, now);
            if (!begun.IsOk)
            {
                return begun.Error;
            }

            await reminder.Set(begun.Value.NextDue(now));
            await document.Commit(begun.Value);
            return await Claim(account.Origin);
        }

        // The same call again meets what it made.
        if (Current.Id == account.Id && Current.EmailKey == AddressKey.Of(account.Email))
        {
            return Current.Status == AccountStatus.Claiming ? await Claim(account.Origin) : Done.Ok;
        }

        return Current.Status == AccountStatus.Unverified ? await Replace(account, now) : await Pretend(account);
    }

    private async Task<Result<Done>> Claim(CallOrigin? origin)
    {
        var wanted = Current;
        var until = time.Now() + RegistrationRules.ReservationLife;
        if (!(await Username(wanted.Username).Reserve(wanted.Id, until)).IsOk)
        {
            await GiveUp();
            return AccountErrors.UsernameTaken;
        }

        if (!(await Address(wanted.EmailKey).Reserve(wanted.Id, until)).IsOk)
        {
            await Username(wanted.Username).HoldPhantom(wanted.Id, time.Now() + RegistrationRules.UnverifiedLife);
            await DropPhantom(await Address(wanted.EmailKey).Want(wanted.Username), wanted.Username);
            await Forget();
            return AccountErrors.AddressTaken;
        }

        if (!(await Username(wanted.Username).Confirm(wanted.Id)).IsOk || !(await Address(wanted.EmailKey).Confirm(wanted.Id)).IsOk)
        {
            await GiveUp();
            return AccountErrors.UsernameTaken;
        }

        var now = time.Now();
        await Commit(letters.WithVerification(wanted.Complete(origin, now)));
        await reminder.Set(Current.NextDue(now));
        return Done.Ok;
    }

    /// <summary>The account was never usable: it leaves no trace and frees its names.</summary>
    private async Task GiveUp()
    {
        await Username(Current.Username).Free(Current.Id);
        await Address(Current.EmailKey).Free(Current.Id);
        await Forget();
    }

    private async Task Forget()
    {
        await document.Delete();
        await reminder.Set(null);
    }

    private async Task<Result<Done>> Replace(NewAccount account, DateTimeOffset now)
    {
        var edited = Current.Edit(new ProfileChange { Username = account.Username }, version: null, now);
        if (!edited.IsOk)
        {
            return edited.Error;
        }

        var next = edited.Value.Replace(account, now) with { UsernameChanges = [] };
        if (next.FormerUsername is not null && !(await Username(next.Username).Reserve(next.Id, now + RegistrationRules.ReservationLife)).IsOk)
        {
            return AccountErrors.UsernameTaken;
        }

        await reminder.Set(next.NextDue(now));
        await Commit(letters.WithVerification(next));
        await FinishRename();
        return Done.Ok;
    }

    /// <summary>
    /// A stranger must not learn that the address has an account. So the user name is judged, and taken for as long, as it would be for a free
    /// address; the one he wanted before is free again. The owner is told.
    /// </summary>
    private async Task<Result<Done>> Pretend(NewAccount account)
    {
        var now = time.Now();
        var begun = RegistrationRules.Begin(account, now);
        if (!begun.IsOk)
        {
            return begun.Error;
        }

        if (!(await Username(account.Username).HoldPhantom(Current.Id, now + RegistrationRules.UnverifiedLife)).IsOk)
        {
            return AccountErrors.UsernameTaken;
        }

        var former = Current.PhantomUsername;
        if (Current.IsKnown && (former != account.Username || Current.MayTellTaken(now)))
        {
            var pretended = Current with { PhantomUsername = account.Username };
            await Commit(Current.MayTellTaken(now) ? letters.WithAddressTaken(pretended) with { TakenToldAt = now } : pretended);
        }

        await DropPhantom(former, account.Username);
        return Done.Ok;
    }

    private Task DropPhantom(string? former, string wanted) =>
        former is not null && Usernames.Fold(former) != Usernames.Fold(wanted) ? Username(former).DropPhantom(Current.Id) : Task.CompletedTask;
}

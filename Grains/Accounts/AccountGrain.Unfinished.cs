using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

/// <summary>What an interrupted act left half done, and what the account does by itself when its time has come.</summary>
internal sealed partial class AccountGrain
{
    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        reminder.Ticked();
        var now = time.Now();
        if (document.Exists && Current.Status == AccountStatus.Claiming)
        {
            await Claim(origin: null);
        }
        else if (document.Exists && Current.FormerUsername is not null)
        {
            await FinishRename();
        }
        else if (document.Exists && Current.FormerEmail is not null)
        {
            await FinishEmailChange();
        }
        else if (document.Exists && Current.Status == AccountStatus.Unverified && Current.NextDue(now) <= now)
        {
            await GiveUp();
        }
        else if (document.Exists && Current.DeletionDueAt <= now)
        {
            await Erase(now);
        }
        else
        {
            if (Current.EmailUndo?.ExpiresAt <= now)
            {
                await Commit(Current with { EmailUndo = null });
            }

            await reminder.Set(document.Exists ? Current.NextDue(now) : null);
        }
    }

    /// <summary>Confirms a new user name and gives the old one up; the old one comes back where the new one was lost meanwhile.</summary>
    private async Task FinishRename()
    {
        if (Current.FormerUsername is not { } former)
        {
            return;
        }

        var now = time.Now();
        var kept = await Username(Current.Username).Confirm(Current.Id);
        if (kept.IsOk)
        {
            await (Current.Status == AccountStatus.Unverified ? Username(former).Free(Current.Id) : Username(former).Release(Current.Id));
            await Commit(Current with { FormerUsername = null });
        }
        else
        {
            await Commit(Current with { Username = former, UsernameKey = Usernames.Fold(former), FormerUsername = null });
        }

        await reminder.Set(Current.NextDue(now));
    }

    /// <summary>
    /// Confirms the new address and gives the old one up, which stays closed to others while it may come back; it comes back at once where the new
    /// one was lost meanwhile.
    /// </summary>
    private async Task FinishEmailChange()
    {
        if (Current.FormerEmail is not { } former)
        {
            return;
        }

        if ((await Address(Current.EmailKey).Confirm(Current.Id)).IsOk)
        {
            await (Current.EmailUndo is { } undo && undo.Key == former.Key
                ? Address(former.Key).Close(Current.Id, undo.ExpiresAt)
                : Address(former.Key).Release(Current.Id));
            await Commit(Current with { FormerEmail = null });
        }
        else
        {
            await Commit(Current with { Email = former.Address, EmailKey = former.Key, EmailVerified = former.Verified, FormerEmail = null });
        }

        await reminder.Set(Current.NextDue(time.Now()));
    }
}

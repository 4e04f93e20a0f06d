using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

/// <summary>A change of address and its way back: reserved, written with what was before, then confirmed.</summary>
internal sealed partial class AccountGrain
{
    public async Task<Result<Done>> RequestEmailChange(string email, CallOrigin origin)
    {
        if (AddressKey.Of(email) is not { } key)
        {
            return Errors.Invalid("This is no mail address.", "newEmail");
        }

        var holder = await Address(key).Holder();
        var mayTake = holder.Free || holder.User == Current.Id || Current.EmailUndo?.Key == key;
        return await Act(state =>
        {
            var asked = state.AskingForEmail(email.Trim(), origin, time.Now());
            return mayTake ? letters.WithLink(asked, MailPurpose.ChangeEmail, email.Trim()) : asked;
        });
    }

    public async Task<Result<Done>> ConfirmEmail(byte[] secret, CallOrigin origin)
    {
        await FinishEmailChange();
        return await MoveEmail(Current.ChangingEmail(secret, origin, time.Now()).Map(changed =>
            changed is { EmailUndo: { } undo } && undo != Current.EmailUndo ? letters.WithLink(changed, MailPurpose.UndoEmail, undo.Address) : changed));
    }

    public async Task<Result<Done>> UndoEmail(byte[] secret, CallOrigin origin)
    {
        await FinishEmailChange();
        return await MoveEmail(Current.UndoingEmail(secret, origin, time.Now()).Map(undone => letters.WithLink(undone, MailPurpose.Reset, undone.Email)));
    }

    private async Task<Result<Done>> MoveEmail(Result<AccountState> decided)
    {
        if (!decided.IsOk)
        {
            return decided.Error;
        }

        var now = time.Now();
        if (!(await Address(decided.Value.EmailKey).Reserve(Current.Id, now + RegistrationRules.ReservationLife)).IsOk)
        {
            return AccountErrors.TokenInvalid;
        }

        await reminder.Set(decided.Value.NextDue(now));
        var moved = await Redeem(_ => decided);
        await FinishEmailChange();
        return moved;
    }
}

using Microsoft.Extensions.Options;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>What is asked for by mail, alike for known and unknown addresses, and what comes of the links.</summary>
internal sealed class MailFlows(
    IGrainFactory grains, AccountFlows flows, AccountPasswords passwords, PasswordPolicy policy, RouteLimits limits, IOptions<AccountsOptions> options)
{
    private const string PerAddress = "accounts-mail-address";

    public Task<Result<MailAnswer>> ResendAsync(string email) => AskAsync(email, account => account.SendVerification());

    public Task<Result<MailAnswer>> ForgotAsync(string email, CallOrigin origin) => AskAsync(email, account => account.RequestReset(origin));

    public async Task<Result<MailAnswer>> ChangeEmailAsync(UserId user, string email, CallOrigin origin)
    {
        var mayMail = await MayMailAsync(email, "newEmail");
        if (!mayMail.IsOk || !mayMail.Value)
        {
            return mayMail.Map(_ => new MailAnswer());
        }

        return (await Account(user).RequestEmailChange(email, origin)).Map(_ => new MailAnswer());
    }

    public async Task<Result<SignInStep>> VerifyAsync(VerifyEmailRequest request, CallOrigin origin)
    {
        if (!MailToken.TryRead(request.Token, out var token) || await Account(token.User).PasswordToVerify(token.Secret) is not { } kept)
        {
            return AccountErrors.TokenInvalid;
        }

        var confirmed = await flows.ConfirmAsync(token.User, kept, request.Password, origin);
        if (!confirmed.IsOk)
        {
            return confirmed.Error == AccountErrors.InvalidCredentials ? AccountErrors.TokenInvalid : confirmed.Error;
        }

        var verified = await Account(token.User).Verify(token.Secret, kept.Version, origin);
        return verified.IsOk ? await flows.OpenAsync(token.User, request.Session, remember: true, origin) : verified.Error;
    }

    public async Task<Result<Done>> ResetAsync(ResetPasswordRequest request, CallOrigin origin)
    {
        if (!MailToken.TryRead(request.Token, out var token))
        {
            return AccountErrors.TokenInvalid;
        }

        var who = await Account(token.User).WhoResets(token.Secret);
        if (!who.IsOk)
        {
            return who.Error;
        }

        if (policy.Refuse(request.NewPassword, who.Value.Email, who.Value.Username, who.Value.DisplayName) is { } weak)
        {
            return weak with { Member = "newPassword" };
        }

        var hash = await passwords.HashAsync(request.NewPassword);
        return hash.IsOk ? await Account(token.User).ResetPassword(token.Secret, hash.Value, origin) : hash.Error;
    }

    public async Task<Result<Done>> ConfirmEmailAsync(string text, CallOrigin origin) =>
        MailToken.TryRead(text, out var token) ? await Account(token.User).ConfirmEmail(token.Secret, origin) : AccountErrors.TokenInvalid;

    public async Task<Result<Done>> UndoEmailAsync(string text, CallOrigin origin) =>
        MailToken.TryRead(text, out var token) ? await Account(token.User).UndoEmail(token.Secret, origin) : AccountErrors.TokenInvalid;

    private async Task<Result<MailAnswer>> AskAsync(string email, Func<IAccountMailGrain, Task> ask)
    {
        var mayMail = await MayMailAsync(email, "email");
        if (mayMail is { IsOk: true, Value: true })
        {
            await ask(Account(await flows.FindAsync(AddressKey.Of(email)!)));
        }

        return mayMail.Map(_ => new MailAnswer());
    }

    /// <summary>Counted for every address alike; beyond the limit the answer is the same and no mail goes.</summary>
    private async Task<Result<bool>> MayMailAsync(string email, string member) =>
        options.Value.MailOff ? AccountErrors.MailOff
        : AddressKey.Of(email) is not { } address ? Errors.Invalid("This is no mail address.", member)
        : (await limits.TakeForAsync(AccountNameKey.Email(address), PerAddress)).IsOk;

    private IAccountMailGrain Account(UserId user) => grains.GetGrain<IAccountMailGrain>(AccountKey.Of(user));
}

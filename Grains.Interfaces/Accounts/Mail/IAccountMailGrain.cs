namespace OrleansBackends.Grains.Interfaces.Accounts;

/// <summary>
/// What an account does by mailed links, under the account's key; served by the same grain. Whatever asks for a mail answers the same whether or not
/// there is such an account and whether or not a mail is owed.
/// </summary>
[GrainInterfaceType("account-mail"), Alias("accounts.i-mail")]
public interface IAccountMailGrain : IGrainWithStringKey
{
    /// <summary>Mails another link to verify the address; the older one is void.</summary>
    [Alias("SendVerification")]
    Task SendVerification();

    /// <summary>The hash to check the password against that must come with the link; null where the link is not good.</summary>
    [Alias("PasswordToVerify")]
    Task<KeptPassword?> PasswordToVerify(byte[] secret);

    /// <summary>The password was right: the link is used up, the address verified, the account usable. Refuses <c>token-invalid</c>.</summary>
    [Alias("Verify")]
    Task<Result<Done>> Verify(byte[] secret, int passwordVersion, CallOrigin origin);

    /// <summary>Mails a link to set another password.</summary>
    [Alias("RequestReset")]
    Task RequestReset(CallOrigin origin);

    /// <summary>Whose link it is, so that the new password can be judged before it is hashed. Refuses <c>token-invalid</c>.</summary>
    [Alias("WhoResets")]
    Task<Result<AccountView>> WhoResets(byte[] secret);

    /// <summary>Uses the link up, sets the password and ends every session. Refuses <c>token-invalid</c>, <c>outbox-full</c>.</summary>
    [Alias("ResetPassword")]
    Task<Result<Done>> ResetPassword(byte[] secret, HashedPassword password, CallOrigin origin);

    /// <summary>Mails a link to the new address. Nothing is mailed where somebody else has it. Refuses <c>user-not-found</c>, <c>outbox-full</c>.</summary>
    [Alias("RequestEmailChange")]
    Task<Result<Done>> RequestEmailChange(string email, CallOrigin origin);

    /// <summary>
    /// Uses the link up and moves the account to the new address; resumed by a reminder when it is interrupted. Refuses <c>token-invalid</c>, also
    /// where somebody else took the address meanwhile, and <c>outbox-full</c>.
    /// </summary>
    [Alias("ConfirmEmail")]
    Task<Result<Done>> ConfirmEmail(byte[] secret, CallOrigin origin);

    /// <summary>
    /// Uses the link up that was mailed to a verified address when another took its place: the address comes back, every session ends, and a link to
    /// set another password is mailed to it, without which nobody signs in. Refuses <c>token-invalid</c>, <c>outbox-full</c>.
    /// </summary>
    [Alias("UndoEmail")]
    Task<Result<Done>> UndoEmail(byte[] secret, CallOrigin origin);
}

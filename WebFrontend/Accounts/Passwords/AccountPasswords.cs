using Microsoft.Extensions.Options;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>Passwords of accounts, with the pepper, in the form that the settings say.</summary>
internal sealed partial class AccountPasswords(PasswordPool pool, IOptions<PasswordOptions> options, ILogger<AccountPasswords> logger)
{
    private readonly Peppers peppers = new(options.Value);
    private readonly PasswordForm form = options.Value.Form;

    public bool IsFull => pool.IsFull;

    public async Task<Result<HashedPassword>> HashAsync(string password)
    {
        peppers.TryApply(peppers.Current, PasswordPolicy.Normal(password), out var peppered);
        return (await pool.HashAsync(peppered, form)).Map(hash => new HashedPassword(hash, peppers.Current));
    }

    /// <summary>
    /// Nobody's password, null, takes the work of one that is kept as of today. Refuses <c>unavailable</c> where the pepper is not known here that it
    /// was kept with.
    /// </summary>
    public async Task<Result<PasswordCheck>> VerifyAsync(string password, KeptPassword? kept)
    {
        var pepper = kept is null ? peppers.Current : kept.PepperId;
        if (!peppers.TryApply(pepper, PasswordPolicy.Normal(password), out var peppered))
        {
            LogPepperMissing(logger, pepper!);
            return PepperMissing;
        }

        var check = await pool.VerifyAsync(peppered, kept?.Hash, form);
        return check.Map(c => c with { IsOutdated = c.IsOutdated || pepper != peppers.Current });
    }

    private static Error PepperMissing { get; } =
        new(ErrorKind.Unavailable, "unavailable", "This password cannot be checked at present: the server lacks a key that it was kept with.");

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "A password was kept with the pepper {Pepper}, which is neither Accounts:Passwords:Pepper nor one of Accounts:Passwords:OldPeppers; nobody whose password was kept with it can sign in.")]
    private static partial void LogPepperMissing(ILogger logger, string pepper);
}

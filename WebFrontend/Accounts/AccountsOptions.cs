namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>Section <c>Accounts</c>.</summary>
public sealed class AccountsOptions
{
    public const string Section = "Accounts";

    /// <summary>Whether an address must be verified before its account can sign in.</summary>
    public bool RequireVerifiedEmail { get; set; } = true;

    /// <summary>Set by <c>Notifications:Email=None</c>: nothing is mailed, so no address can be verified and no password reset by mail.</summary>
    internal bool MailOff { get; set; }

    /// <summary>Whether strangers may register.</summary>
    public bool RegistrationOpen { get; set; } = true;

    /// <summary>Whether roles that require a second factor are held back from sessions without one.</summary>
    public bool RequireSecondFactor { get; set; } = true;

    /// <summary>Characters of a password at least; 8 to 64.</summary>
    public int MinimumPasswordLength { get; set; } = 10;

    /// <summary>Where the setup token of the first admin is written, readable by the owner only. Empty: it is printed on the console.</summary>
    public string? SetupTokenFile { get; set; }
}

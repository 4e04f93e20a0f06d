namespace OrleansBackends.Grains.Accounts;

/// <summary>What the operator says about mails of accounts, by the settings of notifications and of the frontend.</summary>
internal sealed class AccountMailOptions
{
    /// <summary>False where <c>Notifications:Email=None</c>: nothing is mailed and nothing needs a mailed link.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Where links lead; <c>Frontend:PublicUrl</c>.</summary>
    public string PublicUrl { get; set; } = "http://localhost:8080";
}

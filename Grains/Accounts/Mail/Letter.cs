namespace OrleansBackends.Grains.Accounts;

/// <summary>A mail that an account owes. Its content lies sealed in <paramref name="Box"/> until Notifications has accepted it.</summary>
internal sealed record Letter(string Workflow, string To, DateTimeOffset? ExpiresAt, string Box)
{
    public const string OutboxKind = "mail";

    public string? Locale { get; init; }

    public string? TimeZone { get; init; }
}

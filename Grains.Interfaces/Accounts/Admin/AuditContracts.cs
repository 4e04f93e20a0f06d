namespace OrleansBackends.Grains.Interfaces.Accounts;

/// <summary>An entry among those of all users.</summary>
[GenerateSerializer, Immutable, Alias("accounts.user-audit-entry")]
public sealed record UserAuditEntry : AuditEntry
{
    public UserAuditEntry(AuditEntry entry)
        : base(entry)
    {
    }

    /// <summary>Whose; null for what happened to the system.</summary>
    [Id(0)]
    public UserId? User { get; init; }
}

/// <summary>What entries to list: members that are null do not narrow.</summary>
[GenerateSerializer, Immutable, Alias("accounts.audit-filter")]
public sealed record AuditFilter
{
    [Id(0)]
    public UserId? User { get; init; }

    [Id(1)]
    public UserId? Actor { get; init; }

    [Id(2)]
    public string? Kind { get; init; }

    /// <summary>Inclusive.</summary>
    [Id(3)]
    public DateTimeOffset? From { get; init; }

    /// <summary>Exclusive.</summary>
    [Id(4)]
    public DateTimeOffset? To { get; init; }
}

using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

internal enum NameStatus
{
    Free,
    Reserved,
    Held,

    /// <summary>Given up: closed to everybody but who held it.</summary>
    Tombstone,
}

/// <summary>Who has a name, and until when where that ends by itself.</summary>
internal sealed record AccountNameState
{
    public const string Name = "accounts.name";

    public static readonly TimeSpan TombstoneLife = TimeSpan.FromDays(90);

    public int SchemaVersion { get; init; } = 1;

    public NameStatus Status { get; init; }

    public UserId? User { get; init; }

    public DateTimeOffset? Until { get; init; }

    public AttemptGuard Guard { get; init; } = new();

    public bool IsFree(DateTimeOffset now) => Status == NameStatus.Free || (Status != NameStatus.Held && Until <= now);

    public NameHolder Show(DateTimeOffset now) =>
        IsFree(now) ? new NameHolder(null, Free: true) : new NameHolder(Status == NameStatus.Tombstone ? null : User, Free: false);

    public Result<AccountNameState> Reserve(UserId user, DateTimeOffset until, DateTimeOffset now) =>
        !IsFree(now) && User != user ? NameErrors.Taken
        : Status == NameStatus.Held ? this
        : this with { Status = NameStatus.Reserved, User = user, Until = until };

    public Result<AccountNameState> Confirm(UserId user) =>
        Status is NameStatus.Reserved or NameStatus.Held && User == user
            ? this with { Status = NameStatus.Held, Until = null }
            : NameErrors.Taken;

    /// <param name="user">Who gives it up; another's name stays as it is.</param>
    /// <param name="keepClosed">Whether a name that was held becomes a tombstone.</param>
    /// <param name="now">From when a tombstone counts.</param>
    public AccountNameState Release(UserId user, bool keepClosed, DateTimeOffset now) =>
        User != user || Status is NameStatus.Free or NameStatus.Tombstone ? this
        : keepClosed && Status == NameStatus.Held ? this with { Status = NameStatus.Tombstone, Until = now + TombstoneLife }
        : this with { Status = NameStatus.Free, User = null, Until = null };
}

using System.Collections.Immutable;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

internal enum NameStatus
{
    Free,
    Reserved,
    Held,

    /// <summary>Given up: closed to everybody but who held it.</summary>
    Tombstone,

    /// <summary>Somebody registered it with an address that has an account: taken as long as a real registration would take it.</summary>
    Phantom,
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

    /// <summary>Of a closed address: the user name that somebody wanted with it last.</summary>
    public string? WantedUsername { get; init; }

    public AttemptGuard Guard { get; init; } = new();

    /// <summary>Budgets of devices that have to wait, at most 20; lesser ones are kept in memory.</summary>
    public ImmutableList<DeviceGuard> Devices { get; init; } = [];

    public bool IsFree(DateTimeOffset now) => Status == NameStatus.Free || (Status != NameStatus.Held && Until <= now);

    public NameHolder Show(DateTimeOffset now) =>
        IsFree(now) ? new NameHolder(null, Free: true) : new NameHolder(Status is NameStatus.Tombstone or NameStatus.Phantom ? null : User, Free: false);

    public Result<AccountNameState> Reserve(UserId user, DateTimeOffset until, DateTimeOffset now) =>
        !IsFree(now) && User != user ? NameErrors.Taken
        : Status == NameStatus.Held ? this
        : this with { Status = NameStatus.Reserved, User = user, Until = until, WantedUsername = null };

    public Result<AccountNameState> Confirm(UserId user) =>
        Status is NameStatus.Reserved or NameStatus.Held && User == user
            ? this with { Status = NameStatus.Held, Until = null }
            : NameErrors.Taken;

    /// <summary>Longer where it is this user's phantom already, and in place of what he has only reserved.</summary>
    public Result<AccountNameState> Haunt(UserId user, DateTimeOffset until, DateTimeOffset now) =>
        IsFree(now) || (User == user && Status is NameStatus.Phantom or NameStatus.Reserved)
            ? this with { Status = NameStatus.Phantom, User = user, Until = until }
            : NameErrors.Taken;

    /// <summary>Another's name, and one that is more than a phantom, stays as it is.</summary>
    public AccountNameState Lay(UserId user) => Status == NameStatus.Phantom && User == user ? Freed() : this;

    /// <param name="user">Who gives it up; another's name stays as it is.</param>
    /// <param name="closedUntil">Until when a name that was held stays closed to others; null where it is free at once.</param>
    public AccountNameState Release(UserId user, DateTimeOffset? closedUntil) =>
        User != user || Status is NameStatus.Free or NameStatus.Tombstone ? this
        : closedUntil is { } until && Status == NameStatus.Held ? this with { Status = NameStatus.Tombstone, Until = until }
        : Freed();

    private AccountNameState Freed() => this with { Status = NameStatus.Free, User = null, Until = null, WantedUsername = null };
}

/// <summary>What is charged to one device.</summary>
internal sealed record DeviceGuard(Guid Id, AttemptGuard Guard);

using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Tests.Accounts.Kill;

/// <summary>An account whose silo dies while this write of it is under way.</summary>
internal sealed record Struck(NewAccount Account, string Step, WriteEnd End)
{
    /// <summary>Of a mailed link, where the step needs one.</summary>
    public byte[] Secret { get; init; } = [];

    public UserId Id => Account.Id;

    public string Key => AccountKey.Of(Account.Id);

    public string Address => AccountNameKey.Email(AddressKey.Of(Account.Email)!);

    public string Username => AccountNameKey.Username(Account.Username);

    public override string ToString() => $"{Step}, {End}";
}

/// <summary>The writes of each flow in their order.</summary>
internal static class Steps
{
    public const string Begun = "the account is wanted";
    public const string UsernameReserved = "the user name is reserved";
    public const string AddressReserved = "the address is reserved";
    public const string UsernameHeld = "the user name is confirmed";
    public const string AddressHeld = "the address is confirmed";
    public const string Registered = "the account is made";

    public const string Verified = "the address is verified";

    public const string DeletionAsked = "deletion is asked for";
    public const string Erased = "the account is erased";
    public const string AddressFreed = "the address is freed";
    public const string UsernameClosed = "the user name is closed";
    public const string NothingOwed = "all that was owed is done";

    public static IReadOnlyList<string> OfRegistration { get; } = [Begun, UsernameReserved, AddressReserved, UsernameHeld, AddressHeld, Registered];

    /// <summary>After the grace has passed.</summary>
    public static IReadOnlyList<string> OfErasure { get; } = [Erased, AddressFreed, UsernameClosed, NothingOwed];

    public static Task HoldAsync(this Gates gates, Struck struck) => struck.Step switch
    {
        Begun => gates.HoldWriteAsync(struck.End, struck.Key, "NEW.state->>'status' = 'claiming'"),
        UsernameReserved => gates.HoldWriteAsync(struck.End, struck.Username, "NEW.state->>'status' = 'reserved'"),
        AddressReserved => gates.HoldWriteAsync(struck.End, struck.Address, "NEW.state->>'status' = 'reserved'"),
        UsernameHeld => gates.HoldWriteAsync(struck.End, struck.Username, "NEW.state->>'status' = 'held'"),
        AddressHeld => gates.HoldWriteAsync(struck.End, struck.Address, "NEW.state->>'status' = 'held'"),
        Registered => gates.HoldWriteAsync(struck.End, struck.Key, "NEW.state->>'status' = 'unverified'"),
        Verified => gates.HoldWriteAsync(struck.End, struck.Key, "NEW.state->>'emailVerified' = 'true'"),
        DeletionAsked => gates.HoldWriteAsync(struck.End, struck.Key, "NEW.state->>'status' = 'deleting'"),
        Erased => gates.HoldWriteAsync(struck.End, struck.Key, "NEW.state->>'status' = 'deleted'"),
        AddressFreed => gates.HoldDeleteAsync(struck.End, struck.Address),
        UsernameClosed => gates.HoldWriteAsync(struck.End, struck.Username, "NEW.state->>'status' = 'tombstone'"),
        NothingOwed => gates.HoldWriteAsync(struck.End, struck.Key, "NEW.state->>'status' = 'deleted' AND jsonb_array_length(NEW.state->'outbox') = 0"),
        _ => throw new ArgumentException($"Nothing writes when {struck.Step}.", nameof(struck)),
    };
}

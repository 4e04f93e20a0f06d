namespace OrleansBackends.Grains.Interfaces.Accounts;

/// <summary>
/// One address or user name (<c>accountname:email:…</c>, <c>accountname:username:…</c>): who holds it, and for addresses the budget of attempts.
/// </summary>
[GrainInterfaceType("accountname"), Alias("accounts.i-name")]
public interface IAccountNameGrain : IGrainWithStringKey
{
    /// <summary>Keeps the name for an account that is being made. Idempotent for its holder; refuses <c>taken</c>.</summary>
    [Alias("Reserve")]
    Task<Result<Done>> Reserve(UserId user, DateTimeOffset until);

    /// <summary>Makes a reservation lasting. Idempotent; refuses <c>taken</c> where it lapsed and somebody else came.</summary>
    [Alias("Confirm")]
    Task<Result<Done>> Confirm(UserId user);

    /// <summary>Gives the name up; a user name that was held stays closed to others for 90 days.</summary>
    [Alias("Release")]
    Task Release(UserId user);

    /// <summary>Gives the name up at once, for an account that never was usable.</summary>
    [Alias("Free")]
    Task Free(UserId user);

    /// <summary>Gives the name up and keeps it closed to others until then.</summary>
    [Alias("Close")]
    Task Close(UserId user, DateTimeOffset until);

    /// <summary>
    /// Takes the name as a registration would that leads nowhere, since <paramref name="user"/> has the address already. Idempotent; refuses
    /// <c>taken</c>, also where the name is that user's own.
    /// </summary>
    [Alias("HoldPhantom")]
    Task<Result<Done>> HoldPhantom(UserId user, DateTimeOffset until);

    /// <summary>Ends such a phantom; any other hold of the name stays.</summary>
    [Alias("DropPhantom")]
    Task DropPhantom(UserId user);

    /// <summary>Notes the user name that somebody wants with this address while it is closed to all, and answers the one wanted before.</summary>
    [Alias("Want")]
    Task<string?> Want(string username);

    /// <summary>Who holds or has reserved the name now.</summary>
    [Alias("Holder")]
    Task<NameHolder> Holder();

    /// <summary>
    /// Charges a failure before anything is checked, so parallel guesses cannot exceed the budget and a crash counts as a failure.
    /// Refuses <c>too-many-attempts</c> while a wait lasts. Answers the account to check against; null for none.
    /// </summary>
    [Alias("BeginAttempt")]
    Task<Result<Attempt>> BeginAttempt();

    /// <summary>
    /// After a right answer (<paramref name="ok"/>) all charges are cleared; otherwise nothing could be checked, and this attempt's charge is taken
    /// back. After a wrong answer nobody calls: it is charged already.
    /// </summary>
    [Alias("EndAttempt")]
    Task EndAttempt(bool ok);

    /// <summary>
    /// The same for a device that the holder signed in with before: it has ten free attempts of its own, whatever strangers spent. A device of
    /// anybody else is charged to the address.
    /// </summary>
    [Alias("BeginDeviceAttempt")]
    Task<Result<Attempt>> BeginDeviceAttempt(KnownDevice device);

    /// <summary>As <see cref="EndAttempt"/>, for what <see cref="BeginDeviceAttempt"/> charged.</summary>
    [Alias("EndDeviceAttempt")]
    Task EndDeviceAttempt(KnownDevice device, bool ok);

    /// <summary>What is charged to the address now.</summary>
    [Alias("Charged")]
    Task<ChargedAttempts> Charged();
}

/// <summary>Attempts charged to an address, and until when no other is accepted; null where one is.</summary>
[GenerateSerializer, Immutable, Alias("accounts.charged-attempts")]
public sealed record ChargedAttempts([property: Id(0)] int Failures, [property: Id(1)] DateTimeOffset? WaitUntil);

/// <summary>Whose name it is: null when <paramref name="Free"/> or when it is closed to all.</summary>
[GenerateSerializer, Immutable, Alias("accounts.name-holder")]
public sealed record NameHolder([property: Id(0)] UserId? User, [property: Id(1)] bool Free);

/// <summary>A browser that <paramref name="User"/> signed in with.</summary>
[GenerateSerializer, Immutable, Alias("accounts.known-device")]
public sealed record KnownDevice([property: Id(0)] UserId User, [property: Id(1)] Guid Id);

[GenerateSerializer, Immutable, Alias("accounts.attempt")]
public sealed record Attempt([property: Id(0)] UserId? User);

public static class NameErrors
{
    public static Error Taken { get; } = new(ErrorKind.Conflict, "taken", "Somebody else has this name.");
}

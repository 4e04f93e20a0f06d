namespace OrleansBackends.Grains.Interfaces.Notifications.Addresses;

/// <summary>
/// What is known of one address in one application: whether anything may still be sent to it, its recent failures, and how many short messages it
/// got. Keyed by a hash, so that it holds the address itself nowhere.
/// </summary>
[GrainInterfaceType("address"), Alias("notifications.i-address")]
public interface IAddressGrain : IGrainWithStringKey
{
    /// <summary>Whether a message may go there now. With a cap it counts against it, once for each message id.</summary>
    [Alias("Check")]
    Task<AddressVerdict> Check(string messageId, AddressCap? cap);

    /// <summary>What <see cref="Check"/> would answer to the last of so many new messages; counts nothing.</summary>
    [Alias("Foresee")]
    Task<AddressVerdict> Foresee(AddressCap cap, int messages);

    /// <summary>Notes that the provider refused the address. A hard bounce suppresses it; so do 3 soft ones in 7 days, for 30 days.</summary>
    [Alias("RecordBounce")]
    Task RecordBounce(Bounce bounce);

    /// <summary>Sends nothing there any more, for ever or until a time.</summary>
    [Alias("Suppress")]
    Task<Suppression> Suppress(NewSuppression suppression);

    /// <summary>Ends a suppression; harmless when there is none.</summary>
    [Alias("Lift")]
    Task Lift();

    /// <summary>The suppression in force; refuses with <c>suppression-not-found</c>.</summary>
    [Alias("Get")]
    Task<Result<Suppression>> Get();
}

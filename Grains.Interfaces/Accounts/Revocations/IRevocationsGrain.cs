using Orleans.Concurrency;

namespace OrleansBackends.Grains.Interfaces.Accounts;

/// <summary>Tells every frontend process at once what is cut (<c>revocations:main</c>); in memory only, since the documents hold the cuts.</summary>
[GrainInterfaceType("revocations"), Alias("accounts.i-revocations")]
public interface IRevocationsGrain : ILiveSource
{
    public const string Main = "revocations:main";

    /// <summary>Its topic, for frontend processes only.</summary>
    public const string Topic = "accounts:revocations";

    /// <summary>Name of the event that carries one <see cref="Cut"/>.</summary>
    public const string CutEvent = "cut";

    /// <summary>Name of the event that says: read the signing keys again.</summary>
    public const string KeysEvent = "keys";

    /// <summary>Name of the event that carries the <see cref="UserId"/> of somebody whose profile has changed.</summary>
    public const string ProfileEvent = "profile";

    [Alias("Publish")]
    Task Publish(IReadOnlyList<Cut> cuts);

    [Alias("KeysChanged")]
    Task KeysChanged();

    /// <summary>Others see another person than before: what is cached of him is dropped.</summary>
    [OneWay, Alias("ProfileChanged")]
    Task ProfileChanged(UserId user);
}

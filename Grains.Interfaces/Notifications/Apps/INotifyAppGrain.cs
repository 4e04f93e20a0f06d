using Orleans.Concurrency;

namespace OrleansBackends.Grains.Interfaces.Notifications.Apps;

/// <summary>
/// One application and what it is configured to do. <c>product</c> is always there and belongs to the administrators. To everybody but owner and
/// key holders it is <c>app-not-found</c>.
/// </summary>
[GrainInterfaceType("notify-app"), Alias("notifications.i-app")]
public interface INotifyAppGrain : IGrainWithStringKey
{
    /// <summary>Called by the owner's grain, which counts; the same owner finds what it made.</summary>
    [Alias("Create")]
    Task<Result<CreatedApp>> Create(UserId owner, string name, OperationId? operation);

    /// <summary>Whether the caller may act for the application; a frontend asks before it calls the application's other grains.</summary>
    [Alias("Admit")]
    Task<Result<Done>> Admit(AppCaller caller);

    [Alias("Get")]
    Task<Result<AppView>> Get(AppCaller caller);

    /// <summary>Refuses with <c>stale</c> when <paramref name="version"/> is not the current one.</summary>
    [Alias("Change")]
    Task<Result<AppView>> Change(AppCaller caller, AppChange change, int? version);

    /// <summary>Called by the owner's grain. Nothing is accepted or sent for it any more; harmless when repeated.</summary>
    [Alias("Delete")]
    Task<Result<Done>> Delete(UserId owner);

    /// <summary>Another key, shown this once. Refuses with <c>too-many-keys</c>.</summary>
    [Alias("AddKey")]
    Task<Result<CreatedKey>> AddKey(AppCaller caller, OperationId? operation);

    [Alias("RemoveKey")]
    Task<Result<Done>> RemoveKey(AppCaller caller, string id);

    /// <summary>
    /// Sets the one provider that is given. Refuses with <c>provider-invalid</c> or <c>url-not-public</c>. A secret that is null stays as it was.
    /// </summary>
    [Alias("PutProvider")]
    Task<Result<ProviderSet>> PutProvider(AppCaller caller, ProviderSet provider);

    /// <summary>All providers without their secrets.</summary>
    [Alias("Providers")]
    Task<Result<ProviderSet>> Providers(AppCaller caller);

    /// <summary>Public key of the application's web push; null where web push is not set up.</summary>
    [Alias("PushKey")]
    Task<string?> PushKey();

    /// <summary>What silos go by; null when there is no such application.</summary>
    [ReadOnly, Alias("Settings")]
    Task<AppSettings?> Settings();

    /// <summary>Refuses with <c>url-not-public</c> or <c>too-many-endpoints</c>.</summary>
    [Alias("AddEndpoint")]
    Task<Result<EndpointSecret>> AddEndpoint(AppCaller caller, NewEndpoint endpoint, OperationId? operation);

    [Alias("Endpoints")]
    Task<Result<IReadOnlyList<EndpointView>>> Endpoints(AppCaller caller);

    [Alias("ChangeEndpoint")]
    Task<Result<EndpointView>> ChangeEndpoint(AppCaller caller, string id, EndpointChange change);

    [Alias("RemoveEndpoint")]
    Task<Result<Done>> RemoveEndpoint(AppCaller caller, string id);

    /// <summary>A new secret; the former one signs too for 24 hours.</summary>
    [Alias("RotateEndpoint")]
    Task<Result<EndpointSecret>> RotateEndpoint(AppCaller caller, string id);

    [Alias("EnableEndpoint")]
    Task<Result<EndpointView>> EnableEndpoint(AppCaller caller, string id);

    /// <summary>Called by a silo's sender when an endpoint is gone or failed too long; tells the owner. Harmless when repeated.</summary>
    [Alias("DisableEndpoint")]
    Task DisableEndpoint(string id, string reason);
}

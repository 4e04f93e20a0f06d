namespace OrleansBackends.Grains.Interfaces.Notifications.Apps;

/// <summary>A user's applications: what counts them, so that there are never more than five.</summary>
[GrainInterfaceType("notify-owner"), Alias("notifications.i-owner")]
public interface INotifyOwnerGrain : IGrainWithStringKey
{
    /// <summary>Refuses with <c>quota-reached</c>. The same operation finds the application it made.</summary>
    [Alias("Create")]
    Task<Result<CreatedApp>> Create(string name, OperationId? operation);

    /// <summary>Keys of the user's applications, oldest first; five at most.</summary>
    [Alias("Apps")]
    Task<IReadOnlyList<string>> Apps();

    /// <summary>Refuses with <c>app-not-found</c>.</summary>
    [Alias("Delete")]
    Task<Result<Done>> Delete(string app);
}

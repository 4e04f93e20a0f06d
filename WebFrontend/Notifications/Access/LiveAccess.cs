namespace OrleansBackends.WebFrontend.Notifications.Access;

internal static class LiveAccess
{
    /// <summary>Null for the application's owner and programs; what an <c>obk_</c> key may read depends on its scopes.</summary>
    public static async ValueTask<Error?> Refuse(this AppDoor door, string app, CurrentUser? user, CurrentKey? key) =>
        user is null && key is null ? Errors.Unauthenticated
        : user?.Scopes?.Contains("notifications:read") is false ? Errors.Forbidden
        : (await AppAccess.Open(app, user, key, door)).Error;
}

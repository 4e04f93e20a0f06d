namespace OrleansBackends.Silo.Notifications.Channels.Fcm;

/// <summary>Where Firebase Cloud Messaging and its sign-in are reached.</summary>
internal sealed class FcmEndpoints
{
    public Uri Messages { get; init; } = new("https://fcm.googleapis.com/");

    public Uri Token { get; init; } = new("https://oauth2.googleapis.com/token");
}

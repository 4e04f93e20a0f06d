namespace OrleansBackends.Grains.Chat.Users;

internal sealed class ChatNoticeOptions
{
    /// <summary>Where links lead; <c>Frontend:PublicUrl</c>.</summary>
    public Uri PublicUrl { get; set; } = new("http://localhost:8080");
}

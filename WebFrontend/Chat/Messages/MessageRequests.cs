using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.WebFrontend.Chat.Messages;

/// <summary>What is said under the client's own id of it, which stands in the path.</summary>
public record PutMessageRequest
{
    public required string Text { get; init; }

    public long? ReplyTo { get; init; }

    /// <summary>Shows a reply in the main list too.</summary>
    public bool AlsoInRoom { get; init; }

    public IReadOnlyList<string>? Attachments { get; init; }

    internal Result<NewMessage> Read(UserId by, string clientId) => Attachments is { Count: > 0 }
        ? ChatErrors.AttachmentsNotAvailable
        : new NewMessage { By = by, ClientId = clientId, Text = Text, ReplyTo = ReplyTo, AlsoInRoom = AlsoInRoom };
}

public sealed record SendMessageRequest : PutMessageRequest
{
    public required string ClientId { get; init; }
}

public sealed record EditMessageRequest
{
    public required string Text { get; init; }
}

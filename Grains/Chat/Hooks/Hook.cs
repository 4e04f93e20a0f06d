namespace OrleansBackends.Grains.Chat.Hooks;

/// <summary>A program's way into a room. Of its secret only the SHA-256 is kept.</summary>
internal sealed record Hook
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required UserId By { get; init; }
    public DateTimeOffset At { get; init; }
    public string Hash { get; init; } = "";

    /// <summary>The hash of the request that made it, to tell a repeat from another under the same key.</summary>
    public string? Request { get; init; }
}

namespace OrleansBackends.Grains.Interfaces.Chat;

/// <summary>What one frontend process has to say to one place of signals.</summary>
[GenerateSerializer, Immutable, Alias("chat.signal-batch")]
public sealed record SignalBatch(
    [property: Id(0)] string Frontend, [property: Id(1)] IReadOnlyList<PresenceLease> Leases, [property: Id(2)] IReadOnlyList<TypingSignal> Typing)
{
    /// <summary>The stream namespace; the stream's key is the key of the place.</summary>
    public const string Namespace = "chat-signals";
}

/// <summary>Somebody is connected to that frontend, as strong as the strongest of the connections there; offline when the last one has gone.</summary>
[GenerateSerializer, Immutable, Alias("chat.presence-lease")]
public sealed record PresenceLease([property: Id(0)] UserId User, [property: Id(1)] PresenceState State);

[GenerateSerializer, Immutable, Alias("chat.typing")]
public sealed record TypingSignal([property: Id(0)] string Room, [property: Id(1)] UserId User, [property: Id(2)] IReadOnlyList<UserId> Blocked);

[GenerateSerializer, Immutable, Alias("chat.receipt")]
public sealed record ReadReceipt(
    [property: Id(0)] string Room, [property: Id(1)] UserId User, [property: Id(2)] long Seq, [property: Id(3)] IReadOnlyList<UserId> Blocked);

/// <summary>Names of the events of <c>chat:signals:{shard}</c>.</summary>
public static class SignalNames
{
    /// <summary>A <see cref="PresenceView"/>.</summary>
    public const string Presence = "presence";

    /// <summary>A <see cref="TypingSignal"/>.</summary>
    public const string Typing = "typing";

    /// <summary>A <see cref="ReadReceipt"/>.</summary>
    public const string Receipt = "receipt";
}

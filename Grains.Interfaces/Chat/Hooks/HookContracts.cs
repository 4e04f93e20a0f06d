namespace OrleansBackends.Grains.Interfaces.Chat;

[GenerateSerializer, Immutable, Alias("chat.new-hook")]
public sealed record NewHook([property: Id(0)] UserId By, [property: Id(1)] string Name, [property: Id(2)] OperationId? Operation);

/// <summary>By its address programs post into a room. <paramref name="Secret"/>, a part of the address, is told once, to who made it.</summary>
[GenerateSerializer, Immutable, Alias("chat.hook")]
public sealed record HookView(
    [property: Id(0)] string Id, [property: Id(1)] string Name, [property: Id(2)] UserId By, [property: Id(3)] DateTimeOffset CreatedAt,
    [property: Id(4)] string? Secret);

/// <param name="Hook">The hook's id.</param>
/// <param name="SecretHash">SHA-256 of the secret, in hexadecimal.</param>
/// <param name="ClientId">Tells a repeat.</param>
/// <param name="Text">What is posted.</param>
/// <param name="Username">Under which name, if not the hook's own.</param>
[GenerateSerializer, Immutable, Alias("chat.hook-message")]
public sealed record HookMessage(
    [property: Id(0)] string Hook, [property: Id(1)] string SecretHash, [property: Id(2)] string ClientId, [property: Id(3)] string Text,
    [property: Id(4)] string? Username);

namespace OrleansBackends.Grains.Interfaces.Chat;

/// <summary>The same room: programs that post into it.</summary>
[GrainInterfaceType("room-hooks"), Alias("chat.i-room-hooks")]
public interface IRoomHooksGrain : IGrainWithStringKey
{
    /// <summary>Makes a hook, for admins. A repeat of the operation is told the secret again.</summary>
    [Alias("AddHook")]
    Task<Result<HookView>> AddHook(NewHook hook);

    [Alias("Hooks")]
    Task<Result<IReadOnlyList<HookView>>> Hooks(UserId asker);

    /// <summary>Ends a hook, for admins; what it posted stays. Harmless when repeated.</summary>
    [Alias("RemoveHook")]
    Task<Result<Done>> RemoveHook(UserId by, string hook);

    /// <summary>Posts as a hook: <c>hook-not-found</c> unless it is there and the secret is its own. Then as with any message, but for slow mode.</summary>
    [Alias("Post")]
    Task<Result<MessageView>> Post(HookMessage message);
}

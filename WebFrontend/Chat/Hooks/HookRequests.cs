using System.ComponentModel.DataAnnotations;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.WebFrontend.Chat.Hooks;

public sealed record AddHookRequest
{
    [StringLength(ChatLimits.HookName, MinimumLength = 1)]
    public required string Name { get; init; }
}

public sealed record PostHookRequest
{
    public required string Text { get; init; }

    /// <summary>The name to post under; the hook's own where it is absent.</summary>
    [StringLength(ChatLimits.HookName, MinimumLength = 1)]
    public string? Username { get; init; }
}

/// <summary>A hook. The address, by which anybody may post, is told once.</summary>
public sealed record HookAnswer(string Id, string Name, Person By, DateTimeOffset CreatedAt, string? Url)
{
    internal static HookAnswer Of(HookView hook, string room, FrontendOptions frontend, IReadOnlyDictionary<UserId, Person> people) => new(
        hook.Id, hook.Name, people[hook.By], hook.CreatedAt,
        hook.Secret is { } secret ? frontend.Link($"/api/chat/hooks/{ChatKey.Hook(room, hook.Id)}/{secret}") : null);
}

public sealed record PostedAnswer(long Seq);

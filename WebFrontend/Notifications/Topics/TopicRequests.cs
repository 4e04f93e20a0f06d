using System.ComponentModel.DataAnnotations;
using OrleansBackends.Grains.Interfaces.Notifications;

namespace OrleansBackends.WebFrontend.Notifications.Topics;

public sealed record PutTopicRequest
{
    [StringLength(100, MinimumLength = 1)]
    public required string Name { get; init; }
}

public sealed record ChangeMembersRequest
{
    private const int MaxMembers = 1_000;

    [MaxLength(MaxMembers)]
    public IReadOnlyList<string> Add { get; init; } = [];

    [MaxLength(MaxMembers)]
    public IReadOnlyList<string> Remove { get; init; } = [];

    internal Error? Refuse() => Unreadable(Add, "add") ?? Unreadable(Remove, "remove");

    private static Error? Unreadable(IReadOnlyList<string> ids, string member) =>
        ids.All(NotifyNames.IsSubscriber) ? null : Errors.Invalid("A subscriber id has 1 to 64 of A-Z, a-z, 0-9 and . _ : -", member);
}

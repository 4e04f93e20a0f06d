using System.Collections.Immutable;

namespace OrleansBackends.Grains.Chat.Invites;

/// <summary>Lets in whoever has its code, so many times.</summary>
internal sealed record InviteLink
{
    public required string Code { get; init; }
    public required UserId By { get; init; }
    public int MaxUses { get; init; } = 1;
    public int Uses { get; init; }
    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The hash of the request that made it, to tell a repeat from another under the same key.</summary>
    public string? Request { get; init; }

    public bool IsGoodAt(DateTimeOffset now) => Uses < MaxUses && ExpiresAt > now;
}

internal static class InviteLinks
{
    public static ImmutableList<InviteLink> Spend(this ImmutableList<InviteLink> links, string code) =>
        links.Find(link => link.Code == code) is not { } used ? links
        : used.Uses + 1 < used.MaxUses ? links.Replace(used, used with { Uses = used.Uses + 1 })
        : links.Remove(used);
}

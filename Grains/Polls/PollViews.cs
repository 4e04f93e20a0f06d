using OrleansBackends.Grains.Interfaces.Polls;

namespace OrleansBackends.Grains.Polls;

internal static class PollViews
{
    public static PollView ToView(this PollState poll, DateTimeOffset now) => new()
    {
        Id = poll.Id,
        Version = poll.Version,
        Owner = poll.Owner,
        State = poll.StatusAt(now),
        Definition = poll.Definition,
        CreatedAt = poll.CreatedAt,
        OpenedAt = poll.OpenedAt,
        ClosesAt = poll.ClosesAt ?? poll.Definition.ClosesAt,
        ClosedAt = poll.ClosedAt,
        SeedHash = poll.OpenedAt is null ? null : poll.SeedHash,
        Shards = poll.Shards,
        AwaitingCastingVote = poll.Final?.AwaitingCastingVote is true,
    };
}

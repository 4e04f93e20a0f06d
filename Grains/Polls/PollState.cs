using System.Collections.Immutable;
using System.Text.Json.Serialization;
using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Interfaces.Polls.Proofs;
using OrleansBackends.Grains.Interfaces.Polls.Results;

namespace OrleansBackends.Grains.Polls;

/// <summary>The document of a poll: a definition of at most 128 KB and a result of at most 512 KB. A deleted poll keeps owner and id.</summary>
internal sealed record PollState
{
    public const string Name = "polls.poll";

    public int SchemaVersion { get; init; } = 1;

    /// <summary>Counts what people can see change, not the writes.</summary>
    public int Version { get; init; }

    public string Id { get; init; } = "";
    public UserId? Owner { get; init; }
    public PollStatus Status { get; init; }
    public PollDefinition Definition { get; init; } = new();
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? OpenedAt { get; init; }
    public DateTimeOffset? ClosesAt { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }
    public int Shards { get; init; }

    /// <summary>Sealed; from it voters' keys and invitations are made.</summary>
    public string Secret { get; init; } = "";

    /// <summary>Sealed until the close; from it the lots are drawn.</summary>
    public string Seed { get; init; } = "";

    public string SeedHash { get; init; } = "";
    public PollResult? Final { get; init; }

    /// <summary>Of the shards' trees of ballots, written with the result; at most 64.</summary>
    public ImmutableList<ShardRoot> Roots { get; init; } = [];
    public ImmutableList<string>? CastingVote { get; init; }

    /// <summary>Former titles and descriptions, the oldest first; at most <see cref="PollRules.History"/>.</summary>
    public ImmutableList<FormerText> History { get; init; } = [];

    /// <summary>The operation that made the poll, and a hash of its request.</summary>
    public string? Operation { get; init; }

    public string RequestHash { get; init; } = "";

    /// <summary>When something has to be done by itself; null where nothing has.</summary>
    public DateTimeOffset? DueAt { get; init; }

    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>What text search looks at.</summary>
    public string? Search { get; init; }

    [JsonIgnore]
    public bool IsDeleted => DeletedAt is not null;

    /// <summary>What watchers and readers are told: a poll whose time is over takes no ballots, whether it has been closed yet or not.</summary>
    public PollStatus StatusAt(DateTimeOffset now) => Status == PollStatus.Open && ClosesAt <= now ? PollStatus.Closing : Status;
}

internal sealed record FormerText(DateTimeOffset Until, string Title, string? Description);

/// <summary>The event <c>state</c>; a deleted poll says so and ends.</summary>
internal sealed record StateChanged(string State, DateTimeOffset? ClosesAt);

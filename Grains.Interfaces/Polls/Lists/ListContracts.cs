namespace OrleansBackends.Grains.Interfaces.Polls.Lists;

/// <summary>Which polls of a list are wanted; <paramref name="Words"/> are of title and options.</summary>
[GenerateSerializer, Immutable, Alias("polls.filter")]
public sealed record PollFilter([property: Id(0)] string? Words = null, [property: Id(1)] PollStatus? State = null);

/// <summary>A poll in a list; nothing in it tells a count.</summary>
[GenerateSerializer, Immutable, Alias("polls.item")]
public sealed record PollItem
{
    [Id(0)] public required string Id { get; init; }
    [Id(1)] public required string Title { get; init; }
    [Id(2)] public required PollStatus State { get; init; }
    [Id(3)] public required PollType Type { get; init; }
    [Id(4)] public UserId? Owner { get; init; }
    [Id(5)] public required DateTimeOffset CreatedAt { get; init; }
    [Id(6)] public DateTimeOffset? ClosesAt { get; init; }
}

/// <summary>A user's name on a ballot, where it is found.</summary>
/// <param name="Shard">The key of the shard.</param>
/// <param name="Seq">The entry of its journal.</param>
[GenerateSerializer, Immutable, Alias("polls.named-ballot")]
public sealed record NamedBallot([property: Id(0)] string Shard, [property: Id(1)] long Seq);

/// <summary>A comment of a user, where it is found.</summary>
[GenerateSerializer, Immutable, Alias("polls.own-comment")]
public sealed record OwnComment(
    [property: Id(0)] string Poll, [property: Id(1)] long Id, [property: Id(2)] string Text, [property: Id(3)] DateTimeOffset At);

/// <summary>An invitation as it was written.</summary>
[GenerateSerializer, Immutable, Alias("polls.written-invite")]
public sealed record WrittenInvite([property: Id(0)] int N, [property: Id(1)] string? Label, [property: Id(2)] bool Revoked);

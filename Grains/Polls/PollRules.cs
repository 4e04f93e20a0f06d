using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Interfaces.Polls.Proofs;
using OrleansBackends.Grains.Interfaces.Polls.Results;

namespace OrleansBackends.Grains.Polls;

/// <summary>What may become of a poll: pure functions of state, input and time.</summary>
internal static class PollRules
{
    public const int History = 20;

    public static Result<PollState> New(NewPoll poll, string id, DateTimeOffset now)
    {
        var definition = poll.Definition.Trimmed();
        return (PollDefinitionRules.Refuse(definition) ?? RefuseTimes(definition, now)) is { } refused
            ? refused
            : new PollState { Id = id, Owner = poll.Owner, CreatedAt = now, Version = 1 }.With(definition);
    }

    /// <summary>A draft may become anything; later only what does not change the question.</summary>
    public static Result<PollState> Edited(this PollState poll, PollDefinition wanted, DateTimeOffset now)
    {
        var (next, old) = (wanted.Trimmed(), poll.Definition);
        if (poll.Status == PollStatus.Draft)
        {
            return (PollDefinitionRules.Refuse(next) ?? RefuseTimes(next, now)) is { } unfit ? unfit : poll.With(next).Seen();
        }

        var textsOnly = old with { Title = next.Title, Description = next.Description, ClosesAt = next.ClosesAt, Comments = next.Comments };
        if (!Same(textsOnly, next) || (next.ClosesAt != old.ClosesAt && !IsLaterEnd(poll, next.ClosesAt, now)))
        {
            return PollErrors.DefinitionFixed;
        }

        if (PollDefinitionRules.Refuse(next) is { } refused)
        {
            return refused;
        }

        var closesAt = next.ClosesAt == old.ClosesAt ? poll.ClosesAt : next.ClosesAt;
        return Remembering(poll, next, now).With(next) with
        {
            Version = poll.Version + 1,
            ClosesAt = closesAt,
            DueAt = poll.Status == PollStatus.Open ? closesAt : poll.DueAt,
        };
    }

    /// <summary>Opens now, or waits for its time.</summary>
    public static Result<PollState> Opened(this PollState poll, DateTimeOffset now)
    {
        if (poll.Status is PollStatus.Closing or PollStatus.Closed)
        {
            return PollErrors.WrongState;
        }

        if (poll.Status == PollStatus.Open || (poll.Status == PollStatus.Scheduled && poll.Definition.OpensAt > now))
        {
            return poll;
        }

        if (poll.Status == PollStatus.Draft && RefuseTimes(poll.Definition, now) is { } refused)
        {
            return refused;
        }

        if (poll.Definition.OpensAt is { } opensAt && opensAt > now)
        {
            return poll.Seen() with { Status = PollStatus.Scheduled, DueAt = opensAt };
        }

        var closesAt = poll.Definition.ClosesAt ?? now + PollLimits.LongestTime;
        return poll.Seen() with { Status = PollStatus.Open, OpenedAt = now, ClosesAt = closesAt, DueAt = closesAt, Shards = ShardsOf(poll.Definition) };
    }

    public static Result<PollState> Closing(this PollState poll, DateTimeOffset now) => poll.Status switch
    {
        PollStatus.Open => poll.Seen() with { Status = PollStatus.Closing, ClosesAt = poll.ClosesAt < now ? poll.ClosesAt : now, DueAt = now },
        PollStatus.Closing or PollStatus.Closed => poll,
        _ => PollErrors.WrongState,
    };

    public static PollState Closed(this PollState poll, PollResult result, IEnumerable<ShardRoot> roots, string seed, DateTimeOffset now) =>
        poll.Seen() with { Status = PollStatus.Closed, ClosedAt = now, Final = poll.Kept(result), Roots = [.. roots], Seed = seed, DueAt = null };

    /// <summary>Whether so few secret ballots are counted that a result would tell what somebody voted.</summary>
    public static bool IsWithheld(this PollState poll, PollResult result) => poll.Definition.Privacy == PollPrivacy.Secret && result.Ballots < PollLimits.SecretStep;

    /// <summary>A result that is withheld has no more in it than the turnout.</summary>
    public static PollResult Kept(this PollState poll, PollResult result) => !poll.IsWithheld(result)
        ? result
        : new PollResult
        {
            Seq = result.Seq, Method = result.Method, State = result.State, Final = result.Final, Ballots = result.Ballots, Tallies = [], Ranking = [], Winners = [],
        };

    /// <summary>The owner's order of the tied, each of them once, checked against the result.</summary>
    public static Error? RefuseCastingVote(this PollState poll, IReadOnlyList<string> order) =>
        poll.Final is not { AwaitingCastingVote: true, Ties.Outcome.Tied: { } tied } ? PollErrors.NoTie
        : !order.Order(StringComparer.Ordinal).SequenceEqual(tied.Order(StringComparer.Ordinal)) ? PollErrors.CastingVoteIncomplete
        : null;

    public static PollState Deleted(this PollState poll, DateTimeOffset now) => new()
    {
        Id = poll.Id, Owner = poll.Owner, CreatedAt = poll.CreatedAt, Operation = poll.Operation, RequestHash = poll.RequestHash, Status = poll.Status,
        Shards = poll.Shards, Version = poll.Version + 1, DeletedAt = now, DueAt = now, Definition = new PollDefinition { Listed = false },
    };

    public static PollState Seen(this PollState poll) => poll with { Version = poll.Version + 1 };

    /// <summary>A poll with a bound on voters or options is counted in one place, so that the bound is exact.</summary>
    private static int ShardsOf(PollDefinition poll) =>
        poll.MaxVoters is not null || poll.Options.Any(option => option.Capacity is not null) ? 1 : poll.ExpectedVoters switch
        {
            <= 10_000 => 1,
            <= 200_000 => 4,
            <= 2_000_000 => 16,
            _ => 64,
        };

    private static Error? RefuseTimes(PollDefinition poll, DateTimeOffset now)
    {
        var opensAt = poll.OpensAt > now ? poll.OpensAt.Value : now;
        return poll.OpensAt <= now ? PollErrors.Times with { Member = "opensAt" }
            : opensAt > now + PollLimits.LongestTime ? PollErrors.Times with { Member = "opensAt" }
            : poll.ClosesAt is { } end && (end < opensAt + PollLimits.ShortestTime || end > opensAt + PollLimits.LongestTime) ? PollErrors.Times
            : null;
    }

    private static bool IsLaterEnd(PollState poll, DateTimeOffset? end, DateTimeOffset now) =>
        poll.Status is PollStatus.Scheduled or PollStatus.Open && poll.StatusAt(now) != PollStatus.Closing
        && end is { } later && later > (poll.ClosesAt ?? poll.Definition.ClosesAt)
        && later <= (poll.OpenedAt ?? poll.Definition.OpensAt) + PollLimits.LongestTime;

    private static bool Same(PollDefinition a, PollDefinition b) => DocumentJson.Write(a) == DocumentJson.Write(b);

    private static PollState With(this PollState poll, PollDefinition definition) => poll with
    {
        Definition = definition,
        Search = string.Join(' ', definition.Options.Select(option => option.Text).Prepend(definition.Title)),
    };

    private static PollState Remembering(PollState poll, PollDefinition next, DateTimeOffset now)
    {
        var old = poll.Definition;
        if (old.Title == next.Title && old.Description == next.Description)
        {
            return poll;
        }

        var history = poll.History.Add(new FormerText(now, old.Title, old.Description));
        return poll with { History = history.Count > History ? history.RemoveAt(0) : history };
    }

    private static PollDefinition Trimmed(this PollDefinition poll) => poll with
    {
        Title = poll.Title.Trim(),
        Options = [.. poll.Options.Select(option => option with { Text = option.Text.Trim() })],
    };
}

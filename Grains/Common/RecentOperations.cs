using System.Collections.Immutable;

namespace OrleansBackends.Grains.Common;

/// <summary>An operation that was done, with its answer as JSON text; secrets in it are sealed by whoever keeps it.</summary>
public sealed record DoneOperation(string Id, string BodyHash, DateTimeOffset At, string Answer);

/// <summary>
/// The operations a document remembers, oldest first, written together with the change they made. One is kept at least 24 hours, or until
/// 256 later ones came.
/// </summary>
public static class RecentOperations
{
    public const int Bound = 256;

    public static readonly TimeSpan Age = TimeSpan.FromHours(24);

    /// <summary>The kept answer, a refusal when the key came with another body, or null when the operation is new.</summary>
    public static Result<T>? Find<T>(this ImmutableList<DoneOperation> recent, OperationId? operation)
    {
        if (operation is null || recent.Find(o => o.Id == operation.Value) is not { } done)
        {
            return null;
        }

        return done.BodyHash == operation.BodyHash
            ? new Result<T> { Value = DocumentJson.Read<T>(done.Answer), Replayed = true }
            : Errors.KeyReused;
    }

    public static ImmutableList<DoneOperation> Remember<T>(
        this ImmutableList<DoneOperation> recent, OperationId? operation, T answer, DateTimeOffset now, int bound = Bound)
    {
        if (operation is null)
        {
            return recent;
        }

        var kept = recent.RemoveAll(o => o.At + Age < now).Add(new DoneOperation(operation.Value, operation.BodyHash, now, DocumentJson.Write(answer)));
        return kept.Count > bound ? kept.RemoveRange(0, kept.Count - bound) : kept;
    }
}

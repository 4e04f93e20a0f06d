using System.Collections.Immutable;

namespace OrleansBackends.Grains.Common;

/// <summary>Something a document owes to others. Its id is the operation id at the receiver, so a second delivery has no second effect.</summary>
public sealed record OutboxItem(string Id, string Kind, string Data, DateTimeOffset At)
{
    public static OutboxItem Of<T>(Guid id, string kind, T data, DateTimeOffset at) => new(id.ToString("N"), kind, DocumentJson.Write(data), at);

    public T Read<T>() => DocumentJson.Read<T>(Data);
}

public static class OutboxItems
{
    public static ImmutableList<OutboxItem> Without(this ImmutableList<OutboxItem> items, IReadOnlyList<string> ids) =>
        items.RemoveAll(item => ids.Contains(item.Id));
}

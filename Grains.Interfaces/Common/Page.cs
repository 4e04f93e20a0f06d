namespace OrleansBackends.Grains.Interfaces.Common;

/// <summary>One page of a list. <paramref name="NextCursor"/> is null on the last page; it is opaque and belongs to the same filter and order.</summary>
[GenerateSerializer, Immutable, Alias("common.page`1")]
public sealed record Page<T>([property: Id(0)] IReadOnlyList<T> Items, [property: Id(1)] string? NextCursor)
{
    public Page<TOut> Map<TOut>(Func<T, TOut> map) => new([.. Items.Select(map)], NextCursor);
}

/// <summary>What part of a list is asked for: at most <paramref name="Limit"/> items (1–100) after <paramref name="Cursor"/>.</summary>
[GenerateSerializer, Immutable, Alias("common.page-request")]
public sealed record PageRequest([property: Id(0)] int Limit, [property: Id(1)] string? Cursor)
{
    public const int MaxLimit = 100;
}

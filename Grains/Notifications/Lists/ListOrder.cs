namespace OrleansBackends.Grains.Notifications.Lists;

/// <summary>An order of a list: what of it belongs to the page, and how a row names its place. Every place ends in the grain's key.</summary>
internal sealed record ListOrder<TRow>(string Where, string By, int Keys, Func<TRow, IReadOnlyList<string>> Place)
    where TRow : ListRow
{
    /// <summary>Above every time, id and address.</summary>
    public const string Last = "\U0010FFFF";

    public static ListOrder<TRow> NewestFirst { get; } = new(
        "app = @app AND created_at <= @a AND (created_at, grain_key) < (@a, @key)", "created_at DESC, grain_key DESC", 2, row => [row.CreatedAt, row.GrainKey]);

    /// <summary>Keys that begin so: the table's own order.</summary>
    public static ListOrder<TRow> ByKey { get; } = new(
        "grain_key >= @low AND grain_key < @high AND grain_key > @key", "grain_key", 1, row => [row.GrainKey]);
}

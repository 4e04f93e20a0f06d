namespace OrleansBackends.Bench.Baselines;

/// <summary>
/// What a bare insert writes: the row that the product would write, into a table with the columns and indexes of the product's own.
/// <paramref name="Values"/> takes $1 (text, one per connection), $2 (bigint, counting) and $3, the data as text.
/// </summary>
internal sealed record BareRow(string Like, string Columns, string Values, string Data)
{
    public static BareRow Entry(string kind, string data, string partition = "journal") =>
        new(partition, "slice, stream, seq, at, kind, data", $"'bench', $1, $2, now(), '{kind}', $3::jsonb", data);

    public static BareRow Document(string partition, string stateName, string data) =>
        new(partition, "state_name, grain_key, version, modified_at, state", $"'{stateName}', $1 || ($2::bigint)::text, 1, now(), $3::jsonb", data);
}

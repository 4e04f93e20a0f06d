using System.Buffers.Text;
using System.Data.Common;
using System.Text;
using Dapper;

namespace OrleansBackends.Grains.Common;

/// <summary>Reads views. Statements end after 10 seconds; all of them are parameterised.</summary>
public sealed class QueryDatabase(DbDataSource reads, ISqlDialect dialect)
{
    public const int TimeoutSeconds = 10;

    public ISqlDialect Dialect => dialect;

    public async Task<IReadOnlyList<T>> Query<T>(string sql, object? args = null, CancellationToken cancellation = default)
    {
        await using var connection = await reads.OpenConnectionAsync(cancellation);
        var rows = await connection.QueryAsync<T>(new CommandDefinition(sql, args, commandTimeout: TimeoutSeconds, cancellationToken: cancellation));
        return rows.AsList();
    }
}

/// <summary>The place in a keyset-ordered list after its last item: the values of its sort keys, opaque to callers.</summary>
public static class Cursor
{
    public static string Encode(params IReadOnlyList<string> keys) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(DocumentJson.Write(keys)));

    /// <summary>The keys, or null when the text is not a cursor of <paramref name="count"/> keys.</summary>
    public static string[]? Decode(string text, int count)
    {
        Span<byte> bytes = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        if (!Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, bytes, out var written))
        {
            return null;
        }

        try
        {
            var keys = DocumentJson.Read<string[]>(Encoding.UTF8.GetString(bytes[..written]));
            return keys.Length == count && keys.All(k => k is not null) ? keys : null;
        }
        catch (System.Text.Json.JsonException)
        {
            return null; // Not one of ours: the caller refuses it as invalid-cursor.
        }
    }

    /// <summary>Cuts rows that were read with <c>limit + 1</c> into a page whose cursor names the last item shown.</summary>
    public static Page<TItem> ToPage<TRow, TItem>(this IReadOnlyList<TRow> rows, int limit, Func<TRow, TItem> show, Func<TRow, IReadOnlyList<string>> keys) =>
        new([.. rows.Take(limit).Select(show)], rows.Count > limit ? Encode(keys(rows[limit - 1])) : null);
}

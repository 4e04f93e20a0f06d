using Npgsql;

namespace OrleansBackends.Bench.Subjects;

/// <summary>Ballots as they lie in the database.</summary>
internal static class StoredBallots
{
    public const string Partition = "journal_polls";

    private const int TimeoutSeconds = 600;

    /// <summary>One of them.</summary>
    public static async Task<string> Read(string connectionString)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var read = source.CreateCommand("SELECT data::text FROM journal WHERE slice = 'polls' AND kind = 'cast' LIMIT 1");
        return (string)(await read.ExecuteScalarAsync())!;
    }

    /// <summary>Repeats the only ballot of a shard that is not active, under other voters and for each option in turn.</summary>
    public static async Task Repeat(string connectionString, StreamName shard, int ballots, int options)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var fill = source.CreateCommand(
            """
            INSERT INTO journal (slice, stream, seq, at, kind, data)
            SELECT slice, stream, seq + i, at, kind, data || jsonb_build_object(
                       'voter', translate(encode(decode(md5(i::text), 'hex'), 'base64'), '+/=', '-_'),
                       'ballot', jsonb_build_object('choices', jsonb_build_array('o' || 1 + i % $3)))
              FROM journal CROSS JOIN generate_series(1, $2 - 1) AS i
             WHERE slice = 'polls' AND stream = $1 AND kind = 'cast'
            """);
        fill.CommandTimeout = TimeoutSeconds;
        fill.Parameters.Add(new NpgsqlParameter<string> { TypedValue = shard.ToString() });
        fill.Parameters.Add(new NpgsqlParameter<int> { TypedValue = ballots });
        fill.Parameters.Add(new NpgsqlParameter<int> { TypedValue = options });
        await fill.ExecuteNonQueryAsync();
    }
}

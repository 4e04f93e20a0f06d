using Npgsql;

namespace OrleansBackends.Bench.Subjects;

/// <summary>Messages as they lie in the database.</summary>
internal static class StoredChat
{
    public const string Partition = "journal_chat";

    private const int TimeoutSeconds = 600;

    /// <summary>One of them.</summary>
    public static async Task<string> ReadMessage(string connectionString)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var read = source.CreateCommand("SELECT data::text FROM journal WHERE slice = 'chat' AND kind = 'message' LIMIT 1");
        return (string)(await read.ExecuteScalarAsync())!;
    }

    /// <summary>Repeats the only message of a room that is not active, under other numbers and ids, and brings the room's document up to the last of them.</summary>
    public static async Task Repeat(string connectionString, ChatRoom room, StreamName stream, int messages)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var fill = source.CreateCommand(
            """
            INSERT INTO journal (slice, stream, seq, at, kind, data)
            SELECT slice, stream, seq + i, at, kind, data || jsonb_build_object('n', 1 + i, 'cid', gen_random_uuid())
              FROM journal CROSS JOIN generate_series(1, $2 - 1) AS i
             WHERE slice = 'chat' AND stream = $1 AND kind = 'message'
            """);
        fill.CommandTimeout = TimeoutSeconds;
        fill.Parameters.Add(new NpgsqlParameter<string> { TypedValue = stream.ToString() });
        fill.Parameters.Add(new NpgsqlParameter<int> { TypedValue = messages });
        await fill.ExecuteNonQueryAsync();
        await using var document = source.CreateCommand(
            """
            UPDATE grain_state SET state = state || jsonb_build_object('lastN', $2, 'lastSeq', (SELECT max(seq) FROM journal WHERE slice = 'chat' AND stream = $1))
             WHERE state_name = 'chat.room' AND state->>'id' = $3
            """);
        document.Parameters.Add(new NpgsqlParameter<string> { TypedValue = stream.ToString() });
        document.Parameters.Add(new NpgsqlParameter<int> { TypedValue = messages });
        document.Parameters.Add(new NpgsqlParameter<string> { TypedValue = room.Id });
        await document.ExecuteNonQueryAsync();
        await using var vacuum = source.CreateCommand($"VACUUM ANALYZE {Partition}");
        vacuum.CommandTimeout = TimeoutSeconds;
        await vacuum.ExecuteNonQueryAsync();
    }
}

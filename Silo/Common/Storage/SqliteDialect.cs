namespace OrleansBackends.Silo.Common.Storage;

/// <summary>Arrays are JSON text, walked row by row: a list is one person's, and short.</summary>
internal sealed class SqliteDialect : ISqlDialect
{
    public string HasAny(string column, string parameter) =>
        $"(EXISTS (SELECT 1 FROM json_each({column}) AS has JOIN json_each({parameter}) AS want ON has.value = want.value))";

    public string HasAll(string column, string parameter) =>
        $"(NOT EXISTS (SELECT 1 FROM json_each({parameter}) AS want WHERE want.value NOT IN (SELECT has.value FROM json_each({column}) AS has)))";

    public string IsOneOf(string expression, string parameter) => $"({expression} IN (SELECT value FROM json_each({parameter})))";

    public string Match(string expression, string parameter) =>
        $"({parameter} <> '[]' AND NOT EXISTS (SELECT 1 FROM json_each({parameter}) AS want WHERE instr(lower({expression}), want.value) = 0))";

    public string MatchIndexed(string expression, IReadOnlyList<string> keys, string index, string parameter)
    {
        var columns = string.Join(", ", keys);
        return $"(({columns}) IN (SELECT {columns} FROM {index} JOIN {index}_rows ON id = {index}.rowid WHERE {index} MATCH {parameter}))";
    }

    public object Texts(IEnumerable<string> values) => DocumentJson.Write(values.ToArray());

    public object Numbers(IEnumerable<long> values) => DocumentJson.Write(values.ToArray());

    public object Words(string query) => DocumentJson.Write(SearchWords.Of(query));

    // No word at all is the empty phrase, which nothing holds.
    public object IndexedWords(string query) => SearchPhrases.Of(query) is { Count: > 0 } asked
        ? string.Join(' ', asked.Select(one => $"\"{string.Join(' ', one.Words)}\"{(one.IsPhrase ? "" : "*")}"))
        : "\"\"";

    public object Instant(DateTimeOffset at) => at.ToText();
}

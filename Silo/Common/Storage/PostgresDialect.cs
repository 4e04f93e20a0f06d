namespace OrleansBackends.Silo.Common.Storage;

/// <summary>Arrays are <c>jsonb</c>; a GIN index on the column, or on <c>to_tsvector('simple', expression)</c>, serves the conditions.</summary>
internal sealed class PostgresDialect : ISqlDialect
{
    public string HasAny(string column, string parameter) => $"({column} ?| {parameter})";

    public string HasAll(string column, string parameter) => $"({column} ?& {parameter})";

    public string IsOneOf(string expression, string parameter) => $"({expression} = ANY({parameter}))";

    public string Match(string expression, string parameter) => $"(to_tsvector('simple', {expression}) @@ to_tsquery('simple', {parameter}))";

    public string MatchIndexed(string expression, IReadOnlyList<string> keys, string index, string parameter) => Match(expression, parameter);

    public object Texts(IEnumerable<string> values) => values.ToArray();

    public object Numbers(IEnumerable<long> values) => values.ToArray();

    // Each word as the beginning of one. They hold letters and digits only, so nothing in them is an operator.
    public object Words(string query) => string.Join(" & ", SearchWords.Of(query).Select(word => $"{word}:*"));

    public object IndexedWords(string query) => string.Join(
        " & ", SearchPhrases.Of(query).Select(one => one.IsPhrase ? $"({string.Join(" <-> ", one.Words)})" : $"{one.Words[0]}:*"));

    public object Instant(DateTimeOffset at) => at.UtcDateTime;
}

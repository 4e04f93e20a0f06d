namespace OrleansBackends.Grains.Common;

/// <summary>Where PostgreSQL and SQLite differ beyond a view: each member answers a piece of SQL or a parameter's value.</summary>
public interface ISqlDialect
{
    /// <summary>A condition: the JSON array <paramref name="column"/> holds at least one of the texts in the parameter.</summary>
    string HasAny(string column, string parameter);

    /// <summary>A condition: the JSON array <paramref name="column"/> holds all of the texts in the parameter.</summary>
    string HasAll(string column, string parameter);

    /// <summary>A condition: the expression is one of the <see cref="Texts"/> or <see cref="Numbers"/> in the parameter.</summary>
    string IsOneOf(string expression, string parameter);

    /// <summary>A condition: the text expression holds the words in the parameter (PostgreSQL: full text, <c>simple</c>; SQLite: substrings).</summary>
    string Match(string expression, string parameter);

    /// <summary>
    /// The same for texts in great number, by an index: PostgreSQL's is on the expression; SQLite's is the full-text table <paramref name="index"/>, whose
    /// rows stand for those of <c>&lt;index&gt;_rows</c> with the columns <paramref name="keys"/>.
    /// </summary>
    string MatchIndexed(string expression, IReadOnlyList<string> keys, string index, string parameter);

    /// <summary>The value to bind where a condition above expects several texts.</summary>
    object Texts(IEnumerable<string> values);

    /// <summary>The same for whole numbers.</summary>
    object Numbers(IEnumerable<long> values);

    /// <summary>The value to bind for what <see cref="Match"/> looks for.</summary>
    object Words(string query);

    /// <summary>The same for <see cref="MatchIndexed"/>, where words in quotation marks follow each other.</summary>
    object IndexedWords(string query);

    /// <summary>The value to bind where a column of the journal that holds an instant is compared.</summary>
    object Instant(DateTimeOffset at);
}

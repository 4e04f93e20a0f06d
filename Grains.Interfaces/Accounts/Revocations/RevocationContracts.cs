namespace OrleansBackends.Grains.Interfaces.Accounts;

[GenerateSerializer, Alias("accounts.cut-kind")]
public enum CutKind
{
    /// <summary>Tokens of one session.</summary>
    Session,

    /// <summary>Tokens of a user whose generation is lower than the one named.</summary>
    UserBefore,

    ApiKey,
}

/// <summary>
/// Something that frontends must refuse although its signature is right, until <paramref name="Until"/>, when the last token of its kind has ended.
/// </summary>
/// <param name="Kind">What is cut.</param>
/// <param name="User">Whose.</param>
/// <param name="Id">Session or key; null for a whole user.</param>
/// <param name="Generation">The lowest generation still valid; 0 where the kind has none.</param>
/// <param name="At">When.</param>
/// <param name="Until">When it may be forgotten.</param>
[GenerateSerializer, Immutable, Alias("accounts.cut")]
public sealed record Cut(
    [property: Id(0)] CutKind Kind, [property: Id(1)] UserId User, [property: Id(2)] string? Id, [property: Id(3)] int Generation,
    [property: Id(4)] DateTimeOffset At, [property: Id(5)] DateTimeOffset Until)
{
    /// <summary>The longest life of a token with its tolerance.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromMinutes(11);
}

/// <summary>What happened since a moment, oldest first, and where to ask next.</summary>
[GenerateSerializer, Immutable, Alias("accounts.cuts")]
public sealed record CutPage([property: Id(0)] IReadOnlyList<Cut> Cuts, [property: Id(1)] string? NextCursor);

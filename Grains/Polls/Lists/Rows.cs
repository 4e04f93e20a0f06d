using System.Globalization;
using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Interfaces.Polls.Comments;
using OrleansBackends.Grains.Interfaces.Polls.Lists;

namespace OrleansBackends.Grains.Polls.Lists;

/// <summary>Rows as both databases hand them out: instants and enumerations as text.</summary>
internal static class Row
{
    public static DateTimeOffset Instant(string text) =>
        DateTimeOffset.ParseExact(text, Clock.Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    public static UserId? User(string? text) => text is null ? null : UserId.Parse(text, null);

    public static T Kind<T>(string text) => DocumentJson.Read<T>($"\"{text}\"");
}

internal sealed record PollRow
{
    public string Id { get; init; } = "";
    public string Title { get; init; } = "";
    public string State { get; init; } = "";
    public string Type { get; init; } = "";
    public string? Owner { get; init; }
    public string CreatedAt { get; init; } = "";
    public string? ClosesAt { get; init; }
    public string SortKey { get; init; } = "";

    public PollItem ToItem() => new()
    {
        Id = Id,
        Title = Title,
        State = Row.Kind<PollStatus>(State),
        Type = Row.Kind<PollType>(Type),
        Owner = Row.User(Owner),
        CreatedAt = Row.Instant(CreatedAt),
        ClosesAt = ClosesAt is null ? null : Row.Instant(ClosesAt),
    };
}

internal sealed record CommentRow
{
    public long Seq { get; init; }
    public string Author { get; init; } = "";
    public string Text { get; init; } = "";
    public string At { get; init; } = "";

    public CommentView ToView() => new(Seq, Row.User(Author), Text, Row.Instant(At));
}

internal sealed record OwnCommentRow
{
    public string Stream { get; init; } = "";
    public long Seq { get; init; }
    public string Text { get; init; } = "";
    public string At { get; init; } = "";
}

internal sealed record InviteRow
{
    public long N { get; init; }
    public string? Label { get; init; }
    public long Revoked { get; init; }
}

internal sealed record NamedRow
{
    public string Stream { get; init; } = "";
    public long Seq { get; init; }
}

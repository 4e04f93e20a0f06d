using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Interfaces.Polls.Comments;

namespace OrleansBackends.Grains.Polls;

internal sealed partial class PollGrain
{
    private const int RememberedComments = 256;

    private IJournalStream? comments;
    private readonly Dictionary<string, JournalEntry> written = [];

    public async Task<Result<CommentView>> Comment(UserId author, string text, OperationId? operation)
    {
        var entry = new CommentEntry { Author = author, Text = text.Trim(), At = Now, Operation = operation?.Value, BodyHash = operation?.BodyHash };
        if ((Hidden(author) ?? RefuseComment(entry)) is { } refused)
        {
            return refused;
        }

        var stream = await OpenComments();
        if (operation is not null && written.TryGetValue(operation.Value, out var done))
        {
            var before = done.Read<CommentEntry>();
            return before.BodyHash == operation.BodyHash
                ? new Result<CommentView> { Value = new CommentView(done.Seq, author, before.Text, before.At), Replayed = true }
                : Errors.KeyReused;
        }

        var data = NewEntry.Of(CommentEntry.Kind, entry);
        var seq = await stream.Append(data);
        if (operation is not null)
        {
            written[operation.Value] = new JournalEntry(seq, entry.At, data.Kind, data.Data);
        }

        var comment = new CommentView(seq, author, entry.Text, entry.At);
        Tell("comment", comment);
        return comment;
    }

    public async Task<Result<Done>> DeleteComment(UserId user, long comment)
    {
        if (Hidden(user) is { } hidden)
        {
            return hidden;
        }

        var stream = await OpenComments();
        if (await services.Journal.Read(stream.Name, comment - 1, 1) is not [{ Kind: CommentEntry.Kind } entry] || entry.Seq != comment)
        {
            return PollErrors.CommentNotFound;
        }

        var author = entry.Read<CommentEntry>().Author;
        if (author is null)
        {
            return Poll.Owner == user ? Done.Ok : PollErrors.CommentNotFound;
        }

        if (author != user && Poll.Owner != user)
        {
            return PollErrors.CommentNotFound;
        }

        await stream.AppendAndErase([new NewEntry(CommentEntry.Deleted, "{}")], [comment]);
        Tell("comment", new CommentDeleted(comment, Deleted: true));
        return Done.Ok;
    }

    private Error? RefuseComment(CommentEntry comment) =>
        !Poll.Definition.Comments ? PollErrors.CommentsOff
        : comment.Text.Length is 0 or > PollLimits.Comment || !PollText.IsStorable(DocumentJson.Write(comment.Text))
            ? Errors.Invalid($"1 to {PollLimits.Comment} characters.", "text")
        : null;

    private async Task<IJournalStream> OpenComments()
    {
        if (comments is null)
        {
            comments = await services.Journal.Open(this, PollStreams.Comments(Id));
            foreach (var entry in await services.Journal.ReadBack(comments.Name, long.MaxValue, RememberedComments))
            {
                if (entry.Kind == CommentEntry.Kind && entry.Read<CommentEntry>().Operation is { } operation)
                {
                    written.TryAdd(operation, entry);
                }
            }
        }

        return comments;
    }
}

/// <summary>A comment in the journal; a deleted one has no author.</summary>
internal sealed record CommentEntry
{
    public const string Kind = "comment";
    public const string Deleted = "deleted";

    public UserId? Author { get; init; }
    public string Text { get; init; } = "";
    public DateTimeOffset At { get; init; }
    public string? Operation { get; init; }
    public string? BodyHash { get; init; }
}

/// <summary>The event <c>comment</c> of one that went.</summary>
internal sealed record CommentDeleted(long Id, bool Deleted);

namespace OrleansBackends.Grains.Interfaces.Polls.Comments;

/// <summary>What people say about a poll.</summary>
[GrainInterfaceType("poll-comments"), Alias("polls.i-comments")]
public interface IPollCommentsGrain : IGrainWithStringKey
{
    /// <summary>Refuses with <c>comments-off</c>; the same operation finds what it wrote.</summary>
    [Alias("Comment")]
    Task<Result<CommentView>> Comment(UserId author, string text, OperationId? operation);

    /// <summary>Its author and the poll's owner may delete a comment; to others it is <c>comment-not-found</c>. Harmless when repeated.</summary>
    [Alias("DeleteComment")]
    Task<Result<Done>> DeleteComment(UserId user, long comment);
}

/// <summary>A comment, by its number among the poll's; <paramref name="Author"/> is null for one whose account was deleted.</summary>
[GenerateSerializer, Immutable, Alias("polls.comment")]
public sealed record CommentView(
    [property: Id(0)] long Id, [property: Id(1)] UserId? Author, [property: Id(2)] string Text, [property: Id(3)] DateTimeOffset At);

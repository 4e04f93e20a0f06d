using OrleansBackends.Grains.Interfaces.Polls;

namespace OrleansBackends.Tests.Polls.Comments;

[Collection<ClusterCollection>]
public sealed class CommentTests(ClusterFixture cluster)
{
    private readonly UserId owner = NewPolls.Somebody();

    private IGrainFactory Grains => cluster.Grains;

    [Fact]
    public async Task Author_and_owner_may_delete_a_comment_and_nobody_else()
    {
        var poll = await Grains.MakePoll(owner, NewPolls.Choice());
        var (comments, author) = (Grains.PollComments(poll.Id), NewPolls.Somebody());
        var first = (await comments.Comment(author, " first ", null)).Require();
        var second = (await comments.Comment(author, "second", null)).Require();
        Assert.Equal(("first", author), (first.Text, first.Author));
        Assert.Equal(PollErrors.CommentNotFound, (await comments.DeleteComment(NewPolls.Somebody(), first.Id)).Error);
        Assert.True((await comments.DeleteComment(author, first.Id)).IsOk);
        Assert.True((await comments.DeleteComment(owner, second.Id)).IsOk);
        Assert.True((await comments.DeleteComment(owner, second.Id)).IsOk);
        Assert.Equal(PollErrors.CommentNotFound, (await comments.DeleteComment(owner, 99)).Error);
    }

    [Fact]
    public async Task Comments_are_bounded_switched_off_and_written_once_per_operation()
    {
        var poll = await Grains.MakePoll(owner, NewPolls.Choice());
        var comments = Grains.PollComments(poll.Id);
        Assert.Equal("invalid-request", (await comments.Comment(owner, " ", null)).Error?.Code);
        Assert.Equal("invalid-request", (await comments.Comment(owner, new string('x', 2_001), null)).Error?.Code);
        Assert.Equal("invalid-request", (await comments.Comment(owner, "a\0b", null)).Error?.Code);
        var operation = NewPolls.Operation();
        var first = (await comments.Comment(owner, "once", operation)).Require();
        await cluster.DeactivateAsync(Grains.Poll(poll.Id));
        var again = await comments.Comment(owner, "once", operation);
        Assert.True(again.Replayed);
        Assert.Equal(first, again.Require());
        Assert.Equal(Errors.KeyReused, (await comments.Comment(owner, "twice", operation with { BodyHash = "x" })).Error);
        await Grains.Poll(poll.Id).Edit(owner, poll.Definition with { Comments = false }, null);
        Assert.Equal(PollErrors.CommentsOff, (await comments.Comment(owner, "late", null)).Error);
        Assert.Equal(PollErrors.NotFound, (await Grains.PollComments("000000000000").Comment(owner, "x", null)).Error);
    }
}

using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Interfaces.Polls.Ballots;
using OrleansBackends.Tests.Accounts.Browser;
using OrleansBackends.Tests.Common.Browser;

namespace OrleansBackends.Tests.Polls.Browser;

[Collection(nameof(BrowserTests))]
public sealed class PollPageTests(BrowserApp app)
{
    private readonly UserId owner = NewPolls.Somebody();

    [Fact]
    public async Task A_visitor_votes_changes_and_sees_the_bars_move_as_others_vote()
    {
        await using var page = await app.OpenAsync("/");
        var poll = await app.Grains.MakePoll(owner, NewPolls.Choice() with { Title = "Where to <b>go</b>?" });
        await page.GoToAsync(app.Link($"/p/{poll.Id}"));
        Assert.Contains("Where to <b>go</b>?", await page.TextAsync(), StringComparison.Ordinal);
        await page.ClickAsync("Place 1");
        await page.FollowAsync("Vote");
        Assert.Contains("Your ballot is in the box.", await page.TextAsync(), StringComparison.Ordinal);
        await TestTime.Eventually(async () => await NumberAsync(page, "o1") == "1", "the voter's own bar moves");

        await app.Grains.Vote(poll, NewPolls.Voter(1), NewPolls.For("o2"));
        await app.Grains.Vote(poll, NewPolls.Voter(2), NewPolls.For("o2"));
        await TestTime.Eventually(async () => await NumberAsync(page, "o2") == "2", "the bar of others moves");
        Assert.Equal("3", await page.EvaluateAsync<string>("document.querySelector('[data-ballots]').textContent"));

        await page.ClickAsync("Place 2");
        await page.FollowAsync("Change my vote");
        await TestTime.Eventually(async () => await NumberAsync(page, "o2") == "3", "the bars move with a change");
        await app.Grains.Poll(poll.Id).Close(owner);
        await TestTime.Eventually(async () => (await page.TextAsync()).Contains("ballots, final", StringComparison.Ordinal), "the final count");
    }

    [Fact]
    public async Task A_secret_ballot_is_cast_once_and_its_receipt_is_shown_once()
    {
        await using var page = await app.OpenAsync("/");
        var poll = await app.Grains.MakePoll(owner, NewPolls.Choice() with { Privacy = PollPrivacy.Secret, AllowChange = false, AllowWithdraw = false });
        await page.GoToAsync(app.Link($"/p/{poll.Id}"));
        Assert.Contains("write-ahead log", await page.TextAsync(), StringComparison.Ordinal);
        var nonce = await page.EvaluateAsync<string>("document.querySelector('[name=nonce]').value");
        await page.ClickAsync("Place 2");
        await page.FollowAsync("Vote");
        Assert.Contains("Your ballot is in the box.", await page.TextAsync(), StringComparison.Ordinal);
        Assert.Contains(nonce, await page.TextAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await page.EvaluateAsync<int>("document.querySelectorAll('[data-vote]').length"));
        await page.GoToAsync(app.Link($"/p/{poll.Id}"));
        Assert.DoesNotContain(nonce, await page.EvaluateAsync<string>("document.documentElement.outerHTML"), StringComparison.Ordinal);
        Assert.Equal(0, await page.EvaluateAsync<int>("document.querySelectorAll('[data-vote]').length"));
    }

    [Fact]
    public async Task Comments_and_the_deletion_arrive_while_somebody_looks()
    {
        await using var page = await app.OpenAsync("/");
        var poll = await app.Grains.MakePoll(owner, NewPolls.Choice());
        await page.GoToAsync(app.Link($"/p/{poll.Id}"));
        await app.Grains.Vote(poll, NewPolls.Voter(1), NewPolls.For("o1"));
        await TestTime.Eventually(async () => await NumberAsync(page, "o1") == "1", "the page listens");
        var comment = (await app.Grains.PollComments(poll.Id).Comment(owner, "The <i>lake</i>, please", null)).Require();
        await TestTime.Eventually(async () => (await page.TextAsync()).Contains("The <i>lake</i>, please", StringComparison.Ordinal), "the comment");
        await app.Grains.PollComments(poll.Id).DeleteComment(owner, comment.Id);
        await TestTime.Eventually(async () => !(await page.TextAsync()).Contains("lake", StringComparison.Ordinal), "that the comment is gone");
        await app.Grains.Poll(poll.Id).Delete(owner);
        await TestTime.Eventually(async () => (await page.TextAsync()).Contains("Deleted.", StringComparison.Ordinal), "that the poll is gone");
    }

    [Fact]
    public async Task A_comment_that_was_deleted_while_the_comments_were_read_again_does_not_come_back()
    {
        await using var page = await app.OpenAsync("/");
        var poll = await app.Grains.MakePoll(owner, NewPolls.Choice());
        var first = await CommentAsync("The lake");
        await page.GoToAsync(app.Link($"/p/{poll.Id}"));
        await app.Grains.Vote(poll, NewPolls.Voter(1), NewPolls.For("o1"));
        await TestTime.Eventually(async () => await NumberAsync(page, "o1") == "1", "the page listens");
        var late = await LateAnswer.HoldAsync(page, $"/p/{poll.Id}");
        var second = await CommentAsync("The woods");
        await late.HeldAsync();
        await DeleteAsync(second);
        await DeleteAsync(first);
        await TestTime.Eventually(async () => !(await page.TextAsync()).Contains("The lake", StringComparison.Ordinal), "that both are gone");
        await late.LetGoAsync();
        Assert.Equal(0, await page.EvaluateAsync<int>("document.querySelectorAll('[data-comment]').length"));

        async Task<long> CommentAsync(string text) => (await app.Grains.PollComments(poll.Id).Comment(owner, text, null)).Require().Id;
        async Task DeleteAsync(long comment) => (await app.Grains.PollComments(poll.Id).DeleteComment(owner, comment)).Require();
    }

    [Fact]
    public async Task The_description_is_markdown_and_times_are_those_of_the_polls_zone()
    {
        await using var page = await app.OpenAsync("/");
        var closesAt = new DateTimeOffset(DateTimeOffset.UtcNow.Year + 1, 1, 15, 9, 30, 0, TimeSpan.Zero);
        var poll = await app.Grains.MakePoll(
            owner, NewPolls.Choice() with { Description = "A **day** out <script>alert(1)</script> [map](javascript:alert(1))", Zone = "Asia/Tokyo", ClosesAt = closesAt });
        await page.GoToAsync(app.Link($"/p/{poll.Id}"));
        Assert.Equal("day", await page.EvaluateAsync<string>("document.querySelector('.prose strong').textContent"));
        Assert.Equal(0, await page.EvaluateAsync<int>("document.querySelectorAll('.prose script, .prose a[href]').length"));
        Assert.Contains($"Open until 15 January {closesAt.Year}, 18:30 (Asia/Tokyo).", await page.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_script_a_ranking_is_sent_by_the_form_and_what_is_wrong_is_said()
    {
        await using var page = await app.OpenAsync("/");
        var poll = await app.Grains.MakePoll(owner, NewPolls.Ranked(3, PollMethod.Irv));
        await page.TurnScriptOffAsync();
        await page.GoToAsync(app.Link($"/p/{poll.Id}"));
        await page.FollowAsync("Vote");
        Assert.Contains("More options must be ranked.", await page.TextAsync(), StringComparison.Ordinal);
        await page.FillAsync("Place 3", "1");
        await page.FillAsync("Place 1", "2");
        await page.FollowAsync("Vote");
        Assert.Contains("Your ballot is in the box.", await page.TextAsync(), StringComparison.Ordinal);
        await TestTime.Eventually(async () => (await app.Grains.Poll(poll.Id).Results(null, null)).Require().Winners is ["o3"], "the ranking is counted");
    }

    [Theory]
    [InlineData(PollType.Choice)]
    [InlineData(PollType.Grade)]
    [InlineData(PollType.Date)]
    [InlineData(PollType.Score)]
    public async Task The_page_has_no_barriers_and_fits_a_narrow_window(PollType type)
    {
        await using var page = await app.OpenAsync("/");
        var poll = await app.Grains.MakePoll(owner, NewPolls.Choice() with { Type = type, Grades = ["bad", "fair", "good"], Description = "A day out" });
        await page.GoToAsync(app.Link($"/p/{poll.Id}"));
        Assert.Empty(await page.FindBarriersAsync());
        await page.ResizeAsync(320, 700);
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), "the page is wider than the window");
        Assert.Empty(await page.EvaluateAsync<string[]>("[...document.querySelectorAll('[style], script:not([src])')].map(e => e.outerHTML)"));
    }

    [Theory]
    [InlineData(PollType.Score, PollMethod.ScoreMean, """{"scores":{"o1":1,"o2":5}}""", """{"scores":{"o2":4}}""", "1 4.5 0")]
    [InlineData(PollType.Date, PollMethod.Date, """{"answers":{"o1":"yes","o2":"no","o3":"if-need-be"}}""", """{"answers":{"o1":"if-need-be","o2":"no","o3":"no"}}""", "2 0 1")]
    [InlineData(PollType.Grade, PollMethod.MajorityJudgement, """{"grades":{"o1":2,"o2":0,"o3":1}}""", """{"grades":{"o1":2,"o2":1,"o3":2}}""", "good bad fair")]
    public async Task Bars_show_what_decides_before_and_after_they_move(PollType type, PollMethod method, string first, string second, string shown)
    {
        await using var page = await app.OpenAsync("/");
        var poll = await app.Grains.MakePoll(owner, NewPolls.Choice() with { Type = type, Method = method, Grades = ["bad", "fair", "good"] });
        await page.GoToAsync(app.Link($"/p/{poll.Id}"));
        await app.Grains.Vote(poll, NewPolls.Voter(1), DocumentJson.Read<Ballot>(first));
        await app.Grains.Vote(poll, NewPolls.Voter(2), DocumentJson.Read<Ballot>(second));
        const string Numbers = "[...document.querySelectorAll('[data-number]')].map(e => e.textContent).join(' ')";
        await TestTime.Eventually(async () => await page.EvaluateAsync<string>(Numbers) == shown, "the numbers that script wrote");
        await app.Grains.Poll(poll.Id).Close(owner);
        await page.GoToAsync(app.Link($"/p/{poll.Id}"));
        Assert.Equal(shown, await page.EvaluateAsync<string>(Numbers));
        Assert.Equal(type != PollType.Score, await page.EvaluateAsync<bool>("document.querySelector('.chart')?.naturalWidth > 0"));
    }

    private static Task<string> NumberAsync(BrowserPage page, string option) =>
        page.EvaluateAsync<string>($"document.querySelector('[data-number=\"{option}\"]').textContent");
}

using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Tests.Chat.Moderation;

[Collection<ClusterCollection>]
public sealed class ModerationTests(ClusterFixture cluster)
{
    private readonly UserId owner = NewRooms.Somebody();
    private readonly UserId moderator = NewRooms.Somebody();
    private readonly UserId member = NewRooms.Somebody();

    private IModerationQueries Queries => cluster.Grains.GetGrain<IModerationQueries>(0);

    [Fact]
    public async Task Words_are_blocked_masked_and_reported_also_in_edits_and_for_everybody()
    {
        var room = await Room();
        WordRule[] words = [new("bad", WordAction.Block), new("rude*", WordAction.Mask), new("odd", WordAction.Flag)];
        Assert.Equal(words, (await room.Moderation.SetWords(owner, words)).Require());
        await cluster.DeactivateAsync(room.Grain);
        Assert.Equal(ChatErrors.WordBlocked, (await room.Send(owner, "a BAD word")).Error);
        Assert.Equal(ChatErrors.TextInvalid, (await room.Send(member, "bad \u0007")).Error);
        var message = await room.Say(member, "rudely said");
        Assert.Equal("****** said", message.Text);
        Assert.Equal(ChatErrors.WordBlocked, (await room.Messages.Edit(member, message.Seq, "bad")).Error);
        Assert.Equal("**** again", (await room.Messages.Edit(member, message.Seq, "rude again")).Require().Text);
        var odd = await room.Say(member, "rude and odd");
        var report = await Reported(room, 1);
        Assert.Equal((odd.Seq, null, ReportReason.WordFilter, "**** and odd"), (report.Message, report.By, report.Reason, report.Text));
        await cluster.DeactivateAsync(room.Grain);
        await cluster.Grains.GetGrain<IOutboxGrain>(room.Grain.GetGrainId()).DeliverOutbox();
        Assert.Single(await Reports(room));
        Assert.DoesNotContain(await room.Log(), e => e.Data.Contains("rude", StringComparison.Ordinal) || e.Data.Contains("flag", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_list_of_words_is_the_admins_and_has_its_bounds()
    {
        var room = await Room();
        Assert.Equal(ChatErrors.NotAllowed, (await room.Moderation.SetWords(moderator, [])).Error);
        Assert.Equal(ChatErrors.NotAllowed, (await room.Moderation.Words(member)).Error);
        Assert.Empty((await room.Moderation.Words(moderator)).Require());
        var many = Enumerable.Range(0, ChatLimits.Words + 1).Select(i => new WordRule($"word{i}", WordAction.Mask)).ToArray();
        Assert.Equal("setting-invalid", (await room.Moderation.SetWords(owner, many)).Error?.Code);
        Assert.Equal("setting-invalid", (await room.Moderation.SetWords(owner, [new WordRule("a", WordAction.Mask)])).Error?.Code);
        (await room.Moderation.SetWords(owner, many[1..])).Require();
        Assert.Equal("***** x", (await room.Say(owner, "word7 x")).Text);
    }

    [Fact]
    public async Task A_report_keeps_a_copy_that_outlives_the_message_for_ninety_days()
    {
        var room = await Room();
        var message = await room.Say(owner, "first words");
        (await room.Messages.Edit(owner, message.Seq, "second words")).Require();
        Assert.Equal(1, (await room.Moderation.Report(new NewReport(member, message.Seq, ReportReason.Spam, "look"))).Require());
        Assert.Equal(ChatErrors.AlreadyReported, (await room.Moderation.Report(new NewReport(member, message.Seq, ReportReason.Spam, null))).Error);
        await cluster.DeactivateAsync(room.Grain);
        Assert.Equal(ChatErrors.AlreadyReported, (await room.Moderation.Report(new NewReport(member, message.Seq, ReportReason.Hate, null))).Error);
        (await room.Messages.Erase(owner, message.Seq)).Require();
        Assert.Equal(ChatErrors.MessageDeleted, (await room.Moderation.Report(new NewReport(moderator, message.Seq, ReportReason.Spam, null))).Error);
        var report = Assert.Single(await Reports(room));
        Assert.Equal(("second words", "look", owner, member), (report.Text, report.Note, report.Author!.Value, report.By!.Value));
        cluster.Time.Advance(TimeSpan.FromDays(ChatLimits.ReportDays + 1));
        await cluster.Grains.GetGrain<IOutboxGrain>(room.Grain.GetGrainId()).DeliverOutbox();
        Assert.Empty(await Reports(room));
        Assert.Equal(ChatErrors.ReportNotFound, (await room.Moderation.Resolve(moderator, 1, ReportAction.Dismiss)).Error);
    }

    [Fact]
    public async Task A_report_is_dismissed_or_deletes_the_message_or_bars_its_author_once()
    {
        var room = await Room();
        var (a, b, c) = (await room.Say(member, "one"), await room.Say(member, "two"), await room.Say(owner, "three"));
        foreach (var message in new[] { a, b, c })
        {
            await room.Moderation.Report(new NewReport(moderator, message.Seq, ReportReason.Other, null));
        }

        Assert.Equal(ChatErrors.NotAllowed, (await room.Moderation.Resolve(member, 1, ReportAction.Dismiss)).Error);
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => room.Moderation.Resolve(moderator, 1, ReportAction.Delete)));
        Assert.All(answers, answer => Assert.True(answer.IsOk));
        await cluster.DeactivateAsync(room.Grain);
        Assert.Equal(ChatErrors.ReportResolved, (await room.Moderation.Resolve(moderator, 1, ReportAction.Dismiss)).Error);
        (await room.Moderation.Resolve(moderator, 2, ReportAction.Ban)).Require();
        Assert.Equal(ChatErrors.NotAllowed, (await room.Moderation.Resolve(moderator, 3, ReportAction.Ban)).Error);
        (await room.Moderation.Resolve(moderator, 3, ReportAction.Dismiss)).Require();
        Assert.Equal(["three", "two", null], (await room.History(owner, new HistoryRequest())).Items.OrderByDescending(m => m.Seq).Select(m => m.Text));
        Assert.Equal(ChatErrors.Banned, (await room.Members.Join(member)).Error);
        Assert.Empty((await Queries.Reports(room.Id, open: true, new PageRequest(10, null))).Require().Items);
        Assert.Equal([ReportAction.Dismiss, ReportAction.Ban, ReportAction.Delete], (await Reports(room)).Select(r => r.Action!.Value));
        Assert.Equal(1, (await room.Log()).Count(e => e.Name == "delete"));
    }

    [Fact]
    public async Task What_moderators_do_is_traced_and_what_members_do_is_not()
    {
        var room = await Room();
        var (mine, theirs) = (await room.Say(moderator, "mine"), await room.Say(member, "theirs"));
        await room.Messages.Erase(moderator, mine.Seq);
        await room.Messages.Erase(moderator, theirs.Seq);
        await room.Members.Mute(moderator, new Sanction(member, null, "noise"));
        await room.Members.Leave(member, null);
        await room.Members.Ban(moderator, new Sanction(member, null, "spam"));
        await room.Moderation.SetWords(owner, [new WordRule("bad", WordAction.Block)]);
        var all = new List<AuditView>();
        string? cursor = null;
        do
        {
            var page = (await Queries.Audit(room.Id, new PageRequest(2, cursor))).Require();
            all.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        Assert.Equal(["words", "banned spam", "muted noise", "deleted", "role moderator", "made"], all.Select(a => $"{a.Act} {a.Detail}".Trim()));
        Assert.Equal((moderator, member, theirs.Seq), (all[3].By, all[3].User!.Value, all[3].Message!.Value));
    }

    private async Task<ChatRoom> Room()
    {
        var room = await cluster.Grains.MakeRoom(owner);
        await room.Members.Join(moderator);
        await room.Members.Join(member);
        (await room.Members.SetRole(owner, moderator, RoomRole.Moderator)).Require();
        return room;
    }

    private async Task<IReadOnlyList<ReportView>> Reports(ChatRoom room) => (await Queries.Reports(room.Id, open: false, new PageRequest(10, null))).Require().Items;

    private async Task<ReportView> Reported(ChatRoom room, int count)
    {
        await TestTime.Eventually(async () => (await Reports(room)).Count == count, $"{count} reports");
        return (await Reports(room))[0];
    }
}

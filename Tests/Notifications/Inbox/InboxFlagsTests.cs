using OrleansBackends.Grains.Interfaces.Notifications.Inbox;
using OrleansBackends.Grains.Notifications.Inbox;

namespace OrleansBackends.Tests.Notifications.Inbox;

public sealed class InboxFlagsTests
{
    [Fact]
    public void Counts_equal_a_recount_under_random_marks()
    {
        var random = new Random(7);
        var flags = new InboxFlags();
        var model = new List<(bool Read, bool Seen, bool Archived)>();
        for (var round = 0; round < 5_000; round++)
        {
            if (model.Count == 0 || random.Next(3) == 0)
            {
                flags = flags.Add();
                model.Add(default);
            }
            else
            {
                var mark = (InboxMark)random.Next(5);
                var items = random.Next(4) == 0
                    ? Enumerable.Range(1, random.Next(model.Count) + 1).ToList()
                    : [.. Enumerable.Range(0, 3).Select(_ => random.Next(model.Count) + 1)];
                flags = flags.Mark(mark, items);
                items.ForEach(item => model[item - 1] = Marked(model[item - 1], mark));
            }

            Assert.Equal(new InboxCounts(model.Count(m => !m.Archived && !m.Read), model.Count(m => !m.Archived && !m.Seen)), flags.Counts());
        }

        Assert.Equal(Numbers(model, m => !m.Archived && !m.Read), flags.Select(InboxStatus.Unread, int.MaxValue));
        Assert.Equal(Numbers(model, m => !m.Archived), flags.Select(InboxStatus.All, int.MaxValue));
        Assert.Equal(Numbers(model, m => m.Archived), flags.Select(InboxStatus.Archived, int.MaxValue));
    }

    [Theory]
    [InlineData(InboxMark.Read)]
    [InlineData(InboxMark.Unread)]
    [InlineData(InboxMark.Seen)]
    [InlineData(InboxMark.Archived)]
    [InlineData(InboxMark.Restored)]
    public void A_mark_made_again_changes_nothing(InboxMark mark)
    {
        var marked = new InboxFlags().Add().Add().Mark(mark, [1, 2]);
        Assert.Same(marked, marked.Mark(mark, [2, 1]));
    }

    [Fact]
    public void The_oldest_items_fall_out_and_the_others_keep_their_marks()
    {
        var flags = new InboxFlags();
        for (var item = 1; item <= InboxFlags.Kept + InboxFlags.Step; item++)
        {
            flags = flags.Add();
        }

        flags = flags.Mark(InboxMark.Read, [1, InboxFlags.Step, InboxFlags.Step + 1, flags.Last]).Add();
        Assert.False(flags.Has(InboxFlags.Step));
        Assert.True(flags.IsRead(InboxFlags.Step + 1));
        Assert.False(flags.IsRead(InboxFlags.Step + 2));
        Assert.True(flags.IsRead(flags.Last - 1));
        Assert.Equal(new InboxCounts(InboxFlags.Kept + 1 - 2, InboxFlags.Kept + 1 - 2), flags.Counts());
    }

    [Fact]
    public void All_up_to_an_item_are_those_at_and_before_it()
    {
        var flags = new InboxFlags().Add().Add().Add();
        Assert.Equal([1, 2], new InboxMarks(InboxMark.Read, [], "2").Of(flags)!);
        Assert.Null(new InboxMarks(InboxMark.Read, [], "4").Of(flags));
        Assert.Null(new InboxMarks(InboxMark.Read, ["1", "x"], null).Of(flags));
    }

    private static (bool Read, bool Seen, bool Archived) Marked((bool Read, bool Seen, bool Archived) item, InboxMark mark) => mark switch
    {
        InboxMark.Read => (true, true, item.Archived),
        InboxMark.Unread => (false, item.Seen, item.Archived),
        InboxMark.Seen => (item.Read, true, item.Archived),
        InboxMark.Archived => (item.Read, item.Seen, true),
        _ => (item.Read, item.Seen, false),
    };

    private static IEnumerable<int> Numbers<T>(List<T> model, Func<T, bool> among) =>
        Enumerable.Range(1, model.Count).Where(number => among(model[number - 1])).Reverse();
}

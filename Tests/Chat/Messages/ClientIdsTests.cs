using OrleansBackends.Grains.Chat.Messages;

namespace OrleansBackends.Tests.Chat.Messages;

public sealed class ClientIdsTests
{
    private static readonly DateTimeOffset Start = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly UserId Ann = new(Guid.NewGuid());

    private readonly ClientIds ids = new() { Since = Start };

    [Fact]
    public void A_busy_room_goes_on_knowing_that_an_id_is_new()
    {
        for (var i = 0; i < ClientIds.Bound * 2; i++)
        {
            Add(Start.AddMinutes(6));
        }

        Assert.True(ids.IsCertain(Ann, IdOf(Start.AddMinutes(6))));
    }

    [Fact]
    public void Of_an_id_that_is_no_longer_kept_whole_the_log_is_asked()
    {
        var first = Add(Start.AddMinutes(6));
        Assert.True(ids.IsCertain(Ann, first));
        Assert.NotNull(ids.Find(Ann, first));
        for (var i = 0; i < ClientIds.Bound; i++)
        {
            Add(Start.AddMinutes(6));
        }

        Assert.Null(ids.Find(Ann, first));
        Assert.False(ids.IsCertain(Ann, first));
        Assert.True(ids.IsCertain(new UserId(Guid.NewGuid()), first));
    }

    [Fact]
    public void An_id_is_certain_only_if_all_that_were_sent_five_minutes_before_it_are_known()
    {
        ids.Since = DateTimeOffset.MinValue;
        Assert.True(ids.IsCertain(Ann, "any"));
        for (var minute = 0; minute <= 40; minute++)
        {
            Add(Start.AddMinutes(minute));
        }

        Assert.False(ids.IsCertain(Ann, "any"));
        Assert.True(ids.Since > Start && ids.Since <= Start.AddMinutes(30), $"{ids.Since}");
        Assert.False(ids.IsCertain(Ann, IdOf(ids.Since.AddMinutes(5))));
        Assert.True(ids.IsCertain(Ann, IdOf(ids.Since.AddMinutes(5).AddMilliseconds(1))));
    }

    private static string IdOf(DateTimeOffset at) => Guid.CreateVersion7(at).ToString();

    private string Add(DateTimeOffset at)
    {
        var id = IdOf(at);
        ids.Add(Ann, id, new SentBefore(1, "mark"), at);
        return id;
    }
}

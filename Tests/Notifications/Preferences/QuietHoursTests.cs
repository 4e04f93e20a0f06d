using System.Globalization;
using OrleansBackends.Grains.Interfaces.Notifications.Preferences;
using OrleansBackends.Grains.Notifications.Preferences;

namespace OrleansBackends.Tests.Notifications.Preferences;

public sealed class QuietHoursTests
{
    private const string Berlin = "Europe/Berlin";
    private static readonly int[] EveryDay = [1, 2, 3, 4, 5, 6, 7];

    /// <summary>Berlin in January is an hour ahead of UTC; 4 January 2027 is a Monday.</summary>
    [Theory]
    [InlineData("2027-01-04T20:59:59.999Z", null)]
    [InlineData("2027-01-04T21:00:00.000Z", "2027-01-05T06:00:00.000Z")]
    [InlineData("2027-01-04T23:30:00.000Z", "2027-01-05T06:00:00.000Z")]
    [InlineData("2027-01-05T05:59:59.999Z", "2027-01-05T06:00:00.000Z")]
    [InlineData("2027-01-05T06:00:00.000Z", null)]
    public void A_window_across_midnight_is_half_open(string now, string? until) => AssertQuiet(Nights(EveryDay), Berlin, now, until);

    [Theory]
    [InlineData("2027-01-04T23:30:00.000Z", "2027-01-05T06:00:00.000Z")]
    [InlineData("2027-01-05T21:30:00.000Z", null)]
    public void The_day_of_a_window_is_the_one_it_begins_on(string now, string? until) => AssertQuiet(Nights([1]), Berlin, now, until);

    [Theory]
    [InlineData("2027-01-04T11:59:00.000Z", null)]
    [InlineData("2027-01-04T12:00:00.000Z", "2027-01-04T13:30:00.000Z")]
    [InlineData("2027-01-04T13:29:00.000Z", "2027-01-04T13:30:00.000Z")]
    public void A_window_within_a_day_ends_on_that_day(string now, string? until) => AssertQuiet(Hours(Window([1], "12:00", "13:30")), null, now, until);

    /// <summary>On 28 March 2027 the clocks of Berlin go from 02:00 to 03:00.</summary>
    [Theory]
    [InlineData("01:00", "02:30", "2027-03-28T00:30:00.000Z", "2027-03-28T01:30:00.000Z")]
    [InlineData("02:15", "05:00", "2027-03-28T01:14:59.999Z", null)]
    [InlineData("02:15", "05:00", "2027-03-28T01:15:00.000Z", "2027-03-28T03:00:00.000Z")]
    [InlineData("23:00", "06:00", "2027-03-28T00:59:59.999Z", "2027-03-28T04:00:00.000Z")]
    public void A_local_time_that_is_left_out_moves_forward(string from, string to, string now, string? until) =>
        AssertQuiet(Hours(Window([6, 7], from, to)), Berlin, now, until);

    /// <summary>On 31 October 2027 the clocks of Berlin go from 03:00 back to 02:00.</summary>
    [Theory]
    [InlineData("22:00", "02:30", "2027-10-31T00:29:59.999Z", "2027-10-31T00:30:00.000Z")]
    [InlineData("22:00", "02:30", "2027-10-31T01:15:00.000Z", null)]
    [InlineData("02:30", "04:00", "2027-10-31T00:30:00.000Z", "2027-10-31T03:00:00.000Z")]
    [InlineData("01:00", "03:00", "2027-10-31T01:59:59.999Z", "2027-10-31T02:00:00.000Z")]
    public void Of_a_local_time_that_comes_twice_the_earlier_counts(string from, string to, string now, string? until) =>
        AssertQuiet(Hours(Window([6, 7], from, to)), Berlin, now, until);

    [Theory]
    [InlineData("2027-01-04T20:00:00.000Z", "2027-01-05T09:00:00.000Z")]
    [InlineData("2027-01-05T07:00:00.000Z", "2027-01-05T09:00:00.000Z")]
    [InlineData("2027-01-05T09:00:00.000Z", null)]
    public void Windows_that_touch_or_overlap_are_one(string now, string? until) =>
        AssertQuiet(Hours(Window([1], "20:00", "23:00"), Window([1], "22:00", "00:00"), Window([2], "00:00", "07:00"), Window([2], "07:00", "09:00")), null, now, until);

    [Fact]
    public void A_window_from_a_time_to_the_same_time_lasts_a_day() =>
        AssertQuiet(Hours(Window([1], "08:00", "08:00")), null, "2027-01-05T07:59:00.000Z", "2027-01-05T08:00:00.000Z");

    [Fact]
    public void Where_it_is_always_quiet_the_end_lies_a_week_ahead()
    {
        var now = At("2027-01-04T12:00:00.000Z");
        var until = QuietHoursRules.Until(Hours(Window(EveryDay, "00:00", "00:00")), null, now);
        Assert.InRange(until!.Value - now, TimeSpan.FromDays(7), TimeSpan.FromDays(9));
    }

    [Fact]
    public void Quiet_hours_that_are_off_hold_nothing() =>
        Assert.Null(QuietHoursRules.Until(Nights(EveryDay) with { Enabled = false }, Berlin, At("2027-01-04T23:30:00.000Z")));

    [Theory]
    [InlineData("7:00", "09:00", 1)]
    [InlineData("24:00", "09:00", 1)]
    [InlineData("07:00", "09:60", 1)]
    [InlineData("07:00", "09:00", 0)]
    [InlineData("07:00", "09:00", 8)]
    public void A_window_that_is_none_is_refused(string from, string to, int day) =>
        Assert.Equal("quietHours.windows", QuietHoursRules.Refuse(Hours(Window([day], from, to)))!.Member);

    [Fact]
    public void There_are_at_most_fourteen_windows()
    {
        var window = Window([1], "07:00", "09:00");
        Assert.Null(QuietHoursRules.Refuse(Hours([.. Enumerable.Repeat(window, 14)])));
        Assert.NotNull(QuietHoursRules.Refuse(Hours([.. Enumerable.Repeat(window, 15)])));
    }

    private static void AssertQuiet(QuietHours hours, string? zone, string now, string? until) =>
        Assert.Equal(until, QuietHoursRules.Until(hours, zone, At(now))?.ToText());

    private static QuietHours Nights(int[] days) => Hours(Window(days, "22:00", "07:00"));

    private static QuietHours Hours(params QuietWindow[] windows) => new(true, windows);

    private static QuietWindow Window(int[] days, string from, string to) => new(days, from, to);

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}

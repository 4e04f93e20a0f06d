using System.Text.Json;

namespace OrleansBackends.Tests.Common;

public sealed class WireJsonTests
{
    private sealed record Change(Optional<string> Title, Optional<int?> Limit);

    [Fact]
    public void An_instant_keeps_milliseconds_and_is_utc_with_fixed_width()
    {
        var at = new DateTimeOffset(2027, 3, 28, 9, 0, 0, TimeSpan.FromHours(2)).AddTicks(12_345);
        Assert.Equal("\"2027-03-28T07:00:00.001Z\"", JsonSerializer.Serialize(at, WireJson.Options));
    }

    [Theory]
    [InlineData("\"2027-03-28T09:00:00\"")]
    [InlineData("\"2027-03-28\"")]
    [InlineData("17")]
    public void A_time_that_names_no_instant_is_refused(string json) =>
        Assert.ThrowsAny<Exception>(() => JsonSerializer.Deserialize<DateTimeOffset>(json, WireJson.Options));

    [Fact]
    public void Absent_null_and_value_are_told_apart()
    {
        var change = JsonSerializer.Deserialize<Change>("""{"title":null}""", WireJson.Options)!;
        Assert.Equal(new Optional<string>(true, null), change.Title);
        Assert.False(change.Limit.IsSet);
    }
}

using System.Collections.Immutable;

namespace OrleansBackends.Tests.Mechanisms;

public sealed class RecentOperationsTests
{
    private static readonly DateTimeOffset Now = new(2027, 1, 4, 9, 0, 0, TimeSpan.Zero);
    private static readonly ImmutableList<DoneOperation> None = [];

    [Fact]
    public void A_new_operation_is_not_found() => Assert.Null(None.Remember(Operation("a"), 1, Now).Find<int>(Operation("b")));

    [Fact]
    public void A_repeat_is_given_the_first_answer()
    {
        var answer = None.Remember(Operation("a"), 7, Now).Find<int>(Operation("a"));
        Assert.Equal((7, true), (answer!.Value.Require(), answer.Value.Replayed));
    }

    [Fact]
    public void The_same_key_with_another_body_is_refused() =>
        Assert.Equal(Errors.KeyReused, None.Remember(Operation("a"), 7, Now).Find<int>(Operation("a", "other"))!.Value.Error);

    [Fact]
    public void A_call_without_a_key_is_neither_found_nor_remembered()
    {
        Assert.Null(None.Remember(Operation("a"), 7, Now).Find<int>(null));
        Assert.Empty(None.Remember(null, 7, Now));
    }

    [Theory]
    [InlineData(24, true)]
    [InlineData(25, false)]
    public void An_operation_is_remembered_for_a_day(int hours, bool remembered)
    {
        var recent = None.Remember(Operation("a"), 7, Now).Remember(Operation("b"), 8, Now.AddHours(hours));
        Assert.Equal(remembered, recent.Find<int>(Operation("a")) is not null);
    }

    [Theory]
    [InlineData(RecentOperations.Bound - 1, true)]
    [InlineData(RecentOperations.Bound, false)]
    public void Of_many_operations_only_the_last_are_remembered(int later, bool remembered)
    {
        var recent = Enumerable.Range(0, later).Aggregate(
            None.Remember(Operation("first"), 7, Now), (list, i) => list.Remember(Operation($"{i}"), i, Now));
        Assert.Equal(remembered, recent.Find<int>(Operation("first")) is not null);
        Assert.InRange(recent.Count, 1, RecentOperations.Bound);
    }

    private static OperationId Operation(string key, string body = "body") =>
        OperationId.From("caller", "POST /things", key, System.Text.Encoding.UTF8.GetBytes(body));
}

namespace OrleansBackends.Grains.Polls.Counting;

/// <summary>What a poll's rule makes of a tie in the outcome.</summary>
internal static class TieBreak
{
    /// <param name="outcome">A count.</param>
    /// <param name="order">The order that decides, or null where the tied share their place.</param>
    /// <returns>The outcome with one winner where the order names one; elections of several seats are decided inside the count.</returns>
    public static Outcome Decided(this Outcome outcome, TieOrder? order) => order is null || outcome.Winners.Count < 2 || outcome.Ranking[0].Count < 2
        ? outcome
        : outcome with
        {
            Ranking = [.. outcome.Ranking.SelectMany((tier, place) => place == 0 ? tier.OrderBy(order.PlaceOf).Select(option => (IReadOnlyList<int>)[option]) : [tier])],
            Winners = [order.First(outcome.Winners)],
        };
}

using OrleansBackends.Grains.Interfaces.Polls;

namespace OrleansBackends.Grains.Polls.Counting;

/// <summary>
/// Ballots as they lie with options in a count by elimination or transfer: each moves down its ranking and never back. Papers of one ranking always move
/// together, so they are one pile.
/// </summary>
internal sealed class Papers
{
    private readonly List<Pile>[] held;
    private readonly bool[] present;
    private readonly EqualRanks equalRanks;
    private readonly long[] votes;

    /// <param name="options">How many options there are.</param>
    /// <param name="ballots">The rankings.</param>
    /// <param name="equalRanks">What equal ranks mean.</param>
    /// <param name="unit">What one paper is worth at first.</param>
    public Papers(int options, IEnumerable<RankedBallots> ballots, EqualRanks equalRanks, int unit)
    {
        this.equalRanks = equalRanks;
        held = [.. Enumerable.Range(0, options).Select(_ => new List<Pile>())];
        votes = new long[options];
        present = new bool[options];
        Array.Fill(present, true);
        foreach (var ballot in ballots)
        {
            Put(new Pile(ballot, unit));
        }

        Valid = votes.Sum() / unit;
    }

    /// <summary>What each option holds now.</summary>
    public IReadOnlyList<long> Votes => votes;

    /// <summary>Papers that named somebody to begin with.</summary>
    public long Valid { get; }

    /// <summary>What lies with nobody any more, or was cut off.</summary>
    public long Exhausted { get; private set; }

    /// <summary>Those who still receive papers.</summary>
    public IEnumerable<int> Present => Enumerable.Range(0, present.Length).Where(option => present[option]);

    /// <summary>Nothing goes to this option from now on.</summary>
    public void Settle(int option) => present[option] = false;

    /// <summary>Hands on all papers of an option that goes, at the value they have.</summary>
    public void Exclude(int option)
    {
        Settle(option);
        votes[option] = 0;
        foreach (var pile in Take(option))
        {
            Put(pile);
        }
    }

    /// <summary>Hands on all papers of an option that is settled, at that part of their value which is too much; fractions of the unit are cut off.</summary>
    public void HandOn(int option, long surplus)
    {
        var total = votes[option];
        var before = votes.Sum() + Exhausted;
        votes[option] = total - surplus;
        foreach (var pile in Take(option))
        {
            pile.Value = (long)((Int128)surplus * pile.Value / total);
            Put(pile);
        }

        Exhausted = before - votes.Sum();
    }

    private List<Pile> Take(int option)
    {
        var taken = held[option];
        held[option] = [];
        return taken;
    }

    private void Put(Pile pile)
    {
        if (pile.Next(present, equalRanks) is { } option)
        {
            votes[option] += pile.Worth;
            held[option].Add(pile);
        }
        else
        {
            Exhausted += pile.Worth;
        }
    }

    private sealed class Pile(RankedBallots ballot, long value)
    {
        private int place;

        public long Value { get; set; } = value;

        public long Worth => Value * ballot.Count;

        public int? Next(bool[] present, EqualRanks equalRanks)
        {
            while (place < ballot.Tiers.Count)
            {
                var there = ballot.Tiers[place++].Where(option => present[option]).Take(2).ToList();
                if (there.Count == 1)
                {
                    return there[0];
                }

                if (there.Count > 1 && equalRanks != EqualRanks.Skip)
                {
                    place = ballot.Tiers.Count;
                }
            }

            return null;
        }
    }
}

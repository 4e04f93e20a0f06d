using System.Runtime.InteropServices;
using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Interfaces.Polls.Ballots;
using OrleansBackends.Grains.Polls.Counting;
using OrleansBackends.Grains.Polls.Proofs;

namespace OrleansBackends.Grains.Polls.Ballots;

/// <summary>
/// The ballots of one shard in memory, twice: as decided, which runs ahead of the journal and is what the next decision looks at, and as counted, which
/// is durable and is what leaves the grain.
/// </summary>
internal sealed class BallotBox(ShardTerms terms)
{
    private readonly Dictionary<Place, HeldBallot> held = [];
    private readonly long[] chosen = new long[terms.Paper.Options];
    private readonly Queue<(long Seq, MarkedBallot? Old, MarkedBallot? New)> waiting = new();
    private readonly BallotTally tally = new(terms.Paper, keepsRankings: false);
    private readonly DifferentBallots different = new();

    /// <summary>Nonces that voters sent, once and for good; most leave it to the poll.</summary>
    public SentNonces Nonces { get; } = new();

    /// <summary>Invitations that were revoked.</summary>
    public HashSet<int> Revoked { get; } = [];

    public bool IsClosed { get; set; }

    /// <summary>Voters who have a ballot in the box.</summary>
    public int Voters { get; private set; }

    /// <summary>Voters who ever had one.</summary>
    public int Known => held.Count;

    /// <summary>The last entry that is counted.</summary>
    public long Seq { get; private set; }

    public BallotTally Tally => tally;

    public DifferentBallots Different => different;

    /// <summary>Null for who has never voted.</summary>
    public HeldBallot? Find(UInt128 voter) => held.TryGetValue(Place.Of(voter), out var found) ? found : null;

    /// <summary>All ballots, to be hashed.</summary>
    public IEnumerable<BallotLeaf> Leaves() =>
        held.Where(place => place.Value.Ballot is not null).Select(place => new BallotLeaf(place.Key.Voter, Nonces.Of(place.Key.Voter), place.Value.Ballot!.Text));

    /// <summary>How many have chosen the option, as decided.</summary>
    public long ChosenBy(int option) => chosen[option];

    /// <summary>Puts in the voter's new ballot, or takes out the old one, as entry <paramref name="seq"/> says.</summary>
    public HeldBallot Put(UInt128 voter, MarkedBallot? ballot, int version, DateTimeOffset at, long seq)
    {
        if (held.Count == held.Capacity)
        {
            held.EnsureCapacity(Math.Min(2 * held.Count, PollLimits.ShardVoters)); // By itself it would grow past what a shard ever holds.
        }

        ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(held, Place.Of(voter), out _);
        var old = place.Ballot;
        var kept = ballot is null ? null : different.Known(ballot);
        place = new HeldBallot(kept, version, at.ToUnixTimeMilliseconds(), checked((uint)seq));
        Voters += (kept is null ? 0 : 1) - (old is null ? 0 : 1);
        Choose(old, -1);
        Choose(kept, 1);
        waiting.Enqueue((seq, old, kept));
        return place;
    }

    /// <summary>Counts a ballot that nobody holds: the number of such is then the last entry.</summary>
    public void Show(MarkedBallot ballot) => Count(different.Known(ballot), 1, ++Seq);

    /// <summary>Counts what is durable now.</summary>
    public void Settle(long durable)
    {
        while (waiting.TryPeek(out var next) && next.Seq <= durable)
        {
            waiting.Dequeue();
            Count(next.Old, -1, next.Seq);
            Count(next.New, 1, next.Seq);
        }

        Seq = Math.Max(Seq, durable);
    }

    private void Choose(MarkedBallot? ballot, int count)
    {
        if (ballot is not null && terms.Capacities.Count > 0)
        {
            foreach (var option in ballot.Tiers[0])
            {
                chosen[option] += count;
            }
        }
    }

    private void Count(MarkedBallot? ballot, int count, long seq)
    {
        if (ballot is not null)
        {
            tally.Add(ballot, count);
            different.Add(ballot, count, seq);
        }
    }

    /// <summary>A voter in two halves: a UInt128 lies at a multiple of 16 bytes, which would cost another 8 for each voter.</summary>
    private readonly record struct Place(ulong Upper, ulong Lower)
    {
        public UInt128 Voter => new(Upper, Lower);

        public static Place Of(UInt128 voter) => new((ulong)(voter >> 64), (ulong)voter);
    }
}

/// <summary>A voter's ballot, or none where it was withdrawn. There are as many as voters, so each byte of it counts.</summary>
internal readonly record struct HeldBallot(MarkedBallot? Ballot, int Version, long AtMs, uint Seq)
{
    public DateTimeOffset At => DateTimeOffset.FromUnixTimeMilliseconds(AtMs);
}

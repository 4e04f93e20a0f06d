using System.Security.Cryptography;
using System.Text;

namespace OrleansBackends.Grains.Polls.Counting;

/// <summary>The lots of a poll, drawn before the first ballot: options by SHA-256(seed ‖ option id), ascending; earlier wins.</summary>
internal sealed class TieOrder
{
    private readonly int[] places;

    private TieOrder(IEnumerable<int> earliestFirst)
    {
        Options = [.. earliestFirst];
        places = new int[Options.Count];
        for (var place = 0; place < Options.Count; place++)
        {
            places[Options[place]] = place;
        }
    }

    /// <summary>All options, the luckiest first.</summary>
    public IReadOnlyList<int> Options { get; }

    public static TieOrder Drawn(byte[] seed, IReadOnlyList<string> optionIds) => new(
        Enumerable.Range(0, optionIds.Count).OrderBy(
            option => SHA256.HashData([.. seed, .. Encoding.UTF8.GetBytes(optionIds[option])]),
            Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b))));

    /// <summary>The order in which the poll lists its options.</summary>
    public static TieOrder Listed(int options) => new(Enumerable.Range(0, options));

    public static TieOrder Of(IEnumerable<int> earliestFirst) => new(earliestFirst);

    public int PlaceOf(int option) => places[option];

    public int First(IEnumerable<int> tied) => tied.MinBy(PlaceOf);

    public int Last(IEnumerable<int> tied) => tied.MaxBy(PlaceOf);
}

using System.Buffers.Binary;
using System.Text.Json.Serialization;

namespace OrleansBackends.Grains.Interfaces.Links.Stats;

/// <summary>
/// Clicks on the stream and in the journal: the few sources they have in common, and a row of 14 bytes each, big-endian: milliseconds after
/// <paramref name="From"/> (4), the source's place (2), the visitor (8). A click as an object of its own costs ten times as much.
/// </summary>
[GenerateSerializer, Immutable, Alias("links.packed-clicks")]
public sealed record PackedClicks([property: Id(0)] DateTimeOffset From, [property: Id(1)] IReadOnlyList<ClickSource> Sources, [property: Id(2)] byte[] Rows)
{
    private const int RowSize = 14;

    [JsonIgnore]
    public int Count => Rows.Length / RowSize;

    /// <param name="clicks">At most 65,536, of at most 49 days, in any order.</param>
    public static PackedClicks Of(IReadOnlyList<Click> clicks)
    {
        var from = clicks.Count > 0 ? clicks.Min(c => c.At) : DateTimeOffset.UnixEpoch;
        // Who makes many clicks gives those that are alike the same source.
        var places = new Dictionary<ClickSource, ushort>(ReferenceEqualityComparer.Instance);
        var rows = new byte[clicks.Count * RowSize];
        for (var i = 0; i < clicks.Count; i++)
        {
            var click = clicks[i];
            if (!places.TryGetValue(click.Source, out var place))
            {
                places.Add(click.Source, place = (ushort)places.Count);
            }

            var row = rows.AsSpan(i * RowSize, RowSize);
            BinaryPrimitives.WriteUInt32BigEndian(row, checked((uint)(click.At - from).TotalMilliseconds));
            BinaryPrimitives.WriteUInt16BigEndian(row[4..], place);
            BinaryPrimitives.WriteUInt64BigEndian(row[6..], click.Visitor);
        }

        return new PackedClicks(from, [.. places.Keys], rows);
    }

    public IEnumerable<Click> Unpack()
    {
        for (var at = 0; at < Rows.Length; at += RowSize)
        {
            yield return Row(Rows.AsSpan(at, RowSize));
        }
    }

    private Click Row(ReadOnlySpan<byte> row) => new(
        From.AddMilliseconds(BinaryPrimitives.ReadUInt32BigEndian(row)), BinaryPrimitives.ReadUInt64BigEndian(row[6..]),
        Sources[BinaryPrimitives.ReadUInt16BigEndian(row[4..])]);
}

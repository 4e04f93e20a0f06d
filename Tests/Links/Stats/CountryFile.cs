using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace OrleansBackends.Tests.Links.Stats;

/// <summary>
/// Writes a MaxMind DB of a few networks (format 2.0: a binary tree over 128-bit addresses with 24-bit records, data, metadata), since the real
/// ones are licensed.
/// </summary>
internal sealed class CountryFile
{
    private const int Empty = -1;
    private const int DataGap = 16;

    private readonly List<int[]> nodes = [[Empty, Empty]];
    private readonly List<byte> data = [];

    public static void Write(string path, params (string Network, string Country)[] networks)
    {
        var file = new CountryFile();
        foreach (var (network, country) in networks)
        {
            file.Add(IPNetwork.Parse(network), country);
        }

        File.WriteAllBytes(path, file.ToArray());
    }

    private void Add(IPNetwork network, string country)
    {
        var bytes = new byte[16];
        var address = network.BaseAddress.GetAddressBytes();
        address.CopyTo(bytes, 16 - address.Length);
        var length = network.PrefixLength + (8 * (16 - address.Length));
        var place = data.Count;
        Map(data, ("country", m => Map(m, ("iso_code", m2 => Text(m2, country)))));
        for (var (bit, node) = (0, 0); ; bit++)
        {
            ref var branch = ref nodes[node][(bytes[bit / 8] >> (7 - (bit % 8))) & 1];
            if (bit == length - 1)
            {
                // Negative until the number of nodes is known: a record beyond the nodes points into the data.
                branch = -2 - place;
                return;
            }

            if (branch == Empty)
            {
                branch = nodes.Count;
                nodes.Add([Empty, Empty]);
            }

            node = nodes[node][(bytes[bit / 8] >> (7 - (bit % 8))) & 1];
        }
    }

    private byte[] ToArray()
    {
        var file = new List<byte>();
        foreach (var branch in nodes.SelectMany(node => node))
        {
            var record = branch == Empty ? nodes.Count : branch < Empty ? nodes.Count + DataGap + (-2 - branch) : branch;
            file.AddRange([(byte)(record >> 16), (byte)(record >> 8), (byte)record]);
        }

        file.AddRange(new byte[DataGap]);
        file.AddRange(data);
        file.AddRange([0xAB, 0xCD, 0xEF, .. "MaxMind.com"u8]);
        Map(
            file,
            ("node_count", m => Number(m, 6, (uint)nodes.Count)),
            ("record_size", m => Number(m, 5, 24)),
            ("ip_version", m => Number(m, 5, 6)),
            ("database_type", m => Text(m, "GeoLite2-Country")),
            ("languages", m => m.AddRange([0x00, 0x04])),
            ("binary_format_major_version", m => Number(m, 5, 2)),
            ("binary_format_minor_version", m => Number(m, 5, 0)),
            ("build_epoch", m => m.AddRange([0x04, 0x02, 0x6B, 0x00, 0x00, 0x00])),
            ("description", m => Map(m)));
        return [.. file];
    }

    private static void Map(List<byte> to, params (string Key, Action<List<byte>> Value)[] members)
    {
        to.Add((byte)((7 << 5) | members.Length));
        foreach (var (key, value) in members)
        {
            Text(to, key);
            value(to);
        }
    }

    private static void Text(List<byte> to, string text)
    {
        to.Add((byte)((2 << 5) | text.Length));
        to.AddRange(Encoding.UTF8.GetBytes(text));
    }

    /// <param name="to">Where to write.</param>
    /// <param name="type">5 for 16 bits, 6 for 32.</param>
    /// <param name="number">What to write.</param>
    private static void Number(List<byte> to, int type, uint number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        var size = type == 5 ? 2 : 4;
        to.Add((byte)((type << 5) | size));
        to.AddRange(bytes[^size..]);
    }
}

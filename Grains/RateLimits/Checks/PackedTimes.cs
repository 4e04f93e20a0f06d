namespace OrleansBackends.Grains.RateLimits.Checks;

/// <summary>Ascending times as variable-length differences: three to six bytes each where units come close together.</summary>
internal static class PackedTimes
{
    private const int Bits = 7;
    private const byte More = 1 << Bits;

    public static byte[] Pack(IEnumerable<long> times)
    {
        var packed = new List<byte>();
        var last = 0L;
        foreach (var time in times)
        {
            var difference = (ulong)(time - last);
            for (; difference >= More; difference >>= Bits)
            {
                packed.Add((byte)(difference | More));
            }

            packed.Add((byte)difference);
            last = time;
        }

        return [.. packed];
    }

    public static IEnumerable<long> Unpack(byte[] packed)
    {
        var (time, difference, shift) = (0L, 0L, 0);
        foreach (var part in packed)
        {
            difference |= (long)(part & (More - 1)) << shift;
            shift += Bits;
            if ((part & More) == 0)
            {
                time += difference;
                yield return time;
                (difference, shift) = (0, 0);
            }
        }
    }
}

using System.Numerics;

namespace OrleansBackends.Grains.Links.Stats;

/// <summary>
/// Counts different 64-bit hashes: exactly up to 512 of them, then by HyperLogLog with 2^precision registers. Sketches of one precision merge into
/// the sketch of the union.
/// </summary>
internal sealed class VisitorSketch(int precision)
{
    public const int AllTime = 14;
    public const int Day = 10;
    public const int ExactUpTo = 512;

    private HashSet<ulong>? exact = [];
    private byte[]? registers;

    public long Count => exact?.Count ?? HyperLogLog.Estimate(registers!, precision);

    /// <summary>Relative standard error; 0 while the count is exact.</summary>
    public double Error => exact is not null ? 0 : 1.04 / Math.Sqrt(1 << precision);

    public static VisitorSketch Load(int precision, SketchData? data) => new(precision)
    {
        exact = data?.Registers is null ? [.. data?.Exact ?? []] : null,
        registers = data?.Registers?.ToArray(),
    };

    public SketchData Save() => exact is not null ? new SketchData { Exact = [.. exact] } : new SketchData { Registers = [.. registers!] };

    public void Add(ulong hash)
    {
        if (exact is not null)
        {
            exact.Add(hash);
            if (exact.Count > ExactUpTo)
            {
                Approximate();
            }

            return;
        }

        var rest = hash << precision;
        var rank = rest == 0 ? 64 - precision + 1 : BitOperations.LeadingZeroCount(rest) + 1;
        ref var register = ref registers![hash >> (64 - precision)];
        register = Math.Max(register, (byte)rank);
    }

    public void Merge(VisitorSketch other)
    {
        if (other.exact is not null)
        {
            foreach (var hash in other.exact)
            {
                Add(hash);
            }

            return;
        }

        Approximate();
        for (var i = 0; i < registers!.Length; i++)
        {
            registers[i] = Math.Max(registers[i], other.registers![i]);
        }
    }

    private void Approximate()
    {
        if (exact is not { } hashes)
        {
            return;
        }

        exact = null;
        registers = new byte[1 << precision];
        foreach (var hash in hashes)
        {
            Add(hash);
        }
    }
}

/// <summary>A stored sketch: the hashes while they are few, else the registers.</summary>
internal sealed record SketchData
{
    public ulong[]? Exact { get; init; }
    public byte[]? Registers { get; init; }
}

using System.Numerics;

namespace OrleansBackends.Bench.Load;

/// <summary>A histogram of durations with 64 steps per power of two, so that a percentile is off by less than 1.6 %.</summary>
internal sealed class Latencies
{
    private const int StepBits = 6;
    private const int Steps = 1 << StepBits;

    private readonly long[] counts = new long[(64 - StepBits) * Steps];

    public void Add(TimeSpan duration) => counts[Index(Math.Max(0, (long)duration.TotalNanoseconds))]++;

    public void Add(Latencies other)
    {
        for (var i = 0; i < counts.Length; i++)
        {
            counts[i] += other.counts[i];
        }
    }

    public TimeSpan Percentile(double percent)
    {
        var wanted = (long)Math.Ceiling(counts.Sum() * percent / 100);
        var seen = 0L;
        for (var i = 0; i < counts.Length; i++)
        {
            seen += counts[i];
            if (seen >= wanted && seen > 0)
            {
                return TimeSpan.FromMicroseconds(LowerEdge(i) / 1000.0);
            }
        }

        return TimeSpan.Zero;
    }

    private static int Index(long nanoseconds)
    {
        if (nanoseconds < Steps)
        {
            return (int)nanoseconds;
        }

        var octave = BitOperations.Log2((ulong)nanoseconds) - StepBits;
        return (octave * Steps) + (int)(nanoseconds >> octave);
    }

    private static long LowerEdge(int index)
    {
        var octave = Math.Max(0, (index / Steps) - 1);
        return (long)(index - (octave * Steps)) << octave;
    }
}

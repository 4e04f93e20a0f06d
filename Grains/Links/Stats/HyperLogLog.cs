namespace OrleansBackends.Grains.Links.Stats;

/// <summary>
/// The improved estimator of O. Ertl, "New cardinality estimation algorithms for HyperLogLog sketches" (2017), algorithm 6: without bias over the
/// whole range, so nothing needs switching or correcting.
/// </summary>
internal static class HyperLogLog
{
    public static long Estimate(byte[] registers, int precision)
    {
        var q = 64 - precision;
        var counts = new int[q + 2];
        foreach (var register in registers)
        {
            counts[register]++;
        }

        double m = registers.Length;
        var z = m * Tau(1 - (counts[q + 1] / m));
        for (var k = q; k >= 1; k--)
        {
            z = 0.5 * (z + counts[k]);
        }

        z += m * Sigma(counts[0] / m);
        return (long)Math.Round(m * m / (2 * Math.Log(2) * z));
    }

    private static double Sigma(double x)
    {
        if (x == 1)
        {
            return double.PositiveInfinity;
        }

        var (y, z, before) = (1.0, x, double.NaN);
        while (z != before)
        {
            x *= x;
            before = z;
            z += x * y;
            y += y;
        }

        return z;
    }

    private static double Tau(double x)
    {
        if (x is 0 or 1)
        {
            return 0;
        }

        var (y, z, before) = (1.0, 1 - x, double.NaN);
        while (z != before)
        {
            x = Math.Sqrt(x);
            before = z;
            y *= 0.5;
            z -= (1 - x) * (1 - x) * y;
        }

        return z / 3;
    }
}

namespace OrleansBackends.Bench.Load;

internal static class Heap
{
    /// <summary>Bytes of all objects that are in use.</summary>
    public static long Measure()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}

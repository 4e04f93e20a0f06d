namespace OrleansBackends.Grains.Interfaces.Common;

/// <summary>After five failures within a second the limiters are left alone for a second, and so on until one answers again.</summary>
public sealed class LimitCircuit(TimeProvider time)
{
    private const int Failures = 5;

    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly Queue<long> failures = new();
    private readonly long start = time.GetTimestamp();
    private long openUntil;
    private bool isBroken;

    public bool IsOpen => Now < Volatile.Read(ref openUntil);

    private long Now => time.GetElapsedTime(start).Ticks;

    /// <returns>True when this failure was the one too many, and nothing has answered since the last time it was.</returns>
    public bool Fail()
    {
        lock (gate)
        {
            var now = Now;
            while (failures.TryPeek(out var oldest) && now - oldest >= Window.Ticks)
            {
                failures.Dequeue();
            }

            failures.Enqueue(now);
            if (failures.Count < Failures)
            {
                return false;
            }

            failures.Clear();
            Volatile.Write(ref openUntil, now + Pause.Ticks);
            return !isBroken && (isBroken = true);
        }
    }

    /// <returns>True when this was the first answer after a pause.</returns>
    public bool Succeed()
    {
        if (!Volatile.Read(ref isBroken) || IsOpen)
        {
            return false;
        }

        lock (gate)
        {
            return isBroken && !(isBroken = false);
        }
    }
}

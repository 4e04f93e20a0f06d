namespace OrleansBackends.Grains.Interfaces.Common;

/// <summary>
/// What is known of one subject under one policy, for every algorithm; all zero means full. A token bucket uses <see cref="Tat"/> and, as the time
/// it was last found full, <see cref="Window"/>; the others their window or segment number and a count.
/// </summary>
public struct LimitState
{
    /// <summary>When a token bucket is full again, in units of 1/L ns.</summary>
    public Int128 Tat { get; set; }

    /// <summary>Number of the window or newest segment; place of the oldest unit in <see cref="Log"/>.</summary>
    public long Window { get; set; }

    /// <summary>Units in the window, in all segments, in the log, or in use.</summary>
    public long Count { get; set; }

    /// <summary>Times of the admitted units of a sliding log, oldest first from <see cref="Window"/>, as a ring.</summary>
    public long[]? Log { get; set; }

    /// <summary>Units of the segments of a sliding window, as a ring.</summary>
    public int[]? Segments { get; set; }
}

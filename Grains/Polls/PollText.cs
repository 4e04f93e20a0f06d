namespace OrleansBackends.Grains.Polls;

internal static class PollText
{
    /// <summary>Whether JSON text holds nothing that PostgreSQL refuses in <c>jsonb</c>.</summary>
    public static bool IsStorable(string json) => !json.Contains("\\u0000", StringComparison.Ordinal);
}

namespace OrleansBackends.Grains.Polls;

/// <summary>Journal streams of this slice.</summary>
internal static class PollStreams
{
    /// <param name="shard"><c>&lt;poll&gt;.&lt;i&gt;</c>.</param>
    public static StreamName Ballots(string shard) => new("polls", "ballots", shard);

    /// <summary>Of a secret poll: who has voted. What was voted is in <see cref="Bag"/>.</summary>
    public static StreamName Voted(string shard) => new("polls", "voted", shard);

    public static StreamName Bag(string shard) => new("polls", "bag", shard);

    public static StreamName Comments(string poll) => new("polls", "comments", poll);

    public static StreamName Invites(string poll) => new("polls", "invites", poll);
}

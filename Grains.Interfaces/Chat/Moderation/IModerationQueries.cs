using Orleans.Concurrency;

namespace OrleansBackends.Grains.Interfaces.Chat;

/// <summary>What moderators read (<c>GetGrain&lt;IModerationQueries&gt;(0)</c>). Who may was decided by the room.</summary>
[GrainInterfaceType("chat-moderation-queries"), Alias("chat.i-moderation-queries")]
public interface IModerationQueries : IGrainWithIntegerKey
{
    /// <summary>Reports of a room, the newest first; with <paramref name="open"/> only those nobody has resolved.</summary>
    [ReadOnly, Alias("Reports")]
    Task<Result<Page<ReportView>>> Reports(string room, bool open, PageRequest page);

    /// <summary>All that moderators and admins did in a room, the newest first.</summary>
    [ReadOnly, Alias("Audit")]
    Task<Result<Page<AuditView>>> Audit(string room, PageRequest page);
}

namespace OrleansBackends.Grains.Interfaces.Chat;

/// <summary>The same person: the threads they follow, because they began them, answered in them or asked to.</summary>
[GrainInterfaceType("chat-user-threads"), Alias("chat.i-user-threads")]
public interface IChatThreadsGrain : IGrainWithStringKey
{
    /// <summary>Follows a thread; harmless when repeated.</summary>
    /// <param name="room">Its room.</param>
    /// <param name="root">The message it begins with.</param>
    /// <param name="readSeq">Read up to here, unless it is read further.</param>
    /// <param name="byItself">The room does it for the root's author: not where they left the thread.</param>
    [Alias("Follow")]
    Task Follow(string room, long root, long readSeq, bool byItself);

    [Alias("Unfollow")]
    Task Unfollow(string room, long root);

    /// <summary>Moves the mark of a followed thread forward, never back, and answers where it is.</summary>
    [Alias("MarkThread")]
    Task<long> MarkThread(string room, long root, long seq);

    /// <summary>Those followed, the last begun, answered or followed first.</summary>
    [Alias("Threads")]
    Task<Result<Page<FollowedThread>>> Threads(PageRequest page);
}

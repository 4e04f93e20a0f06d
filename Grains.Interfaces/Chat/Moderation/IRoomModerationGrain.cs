namespace OrleansBackends.Grains.Interfaces.Chat;

/// <summary>The same room: what may be said in it, and what was reported. Conversations have neither.</summary>
[GrainInterfaceType("room-moderation"), Alias("chat.i-room-moderation")]
public interface IRoomModerationGrain : IGrainWithStringKey
{
    /// <summary>Replaces the list of words, for admins.</summary>
    [Alias("SetWords")]
    Task<Result<IReadOnlyList<WordRule>>> SetWords(UserId by, IReadOnlyList<WordRule> words);

    /// <summary>The list of words, for moderators.</summary>
    [Alias("Words")]
    Task<Result<IReadOnlyList<WordRule>>> Words(UserId asker);

    /// <summary>
    /// Reports a message to the moderators, for every member, and answers the number of the report. They keep a copy of it also where the message is
    /// deleted. Refuses with <c>already-reported</c> when this member did.
    /// </summary>
    [Alias("Report")]
    Task<Result<long>> Report(NewReport report);

    /// <summary>Ends a report, for moderators, and does with the message or its author what it says, both or neither. Harmless when repeated.</summary>
    [Alias("Resolve")]
    Task<Result<Done>> Resolve(UserId by, long report, ReportAction action);
}

namespace OrleansBackends.Grains.Interfaces.Chat;

/// <summary>Takes a person out of chat (<c>GetGrain&lt;IChatErasure&gt;(0)</c>): out of all rooms, and what chat keeps about them. What they said stays.</summary>
[GrainInterfaceType("chat-erasure"), Alias("chat.i-erasure")]
public interface IChatErasure : IGrainWithIntegerKey
{
    /// <summary>Does a part of it; false to be called again. A room of theirs goes to the highest of its members, or ends where there is none.</summary>
    [Alias("Step")]
    Task<bool> Step(UserId user);
}

namespace OrleansBackends.Grains.Common;

public static class UserFeeds
{
    /// <summary>
    /// Tells a user's open pages and programs what happened, after it is durable. One-way: it never waits and never fails the caller, and what is
    /// lost on the way is healed by the topic's resource.
    /// </summary>
    /// <param name="grains">The caller's grain factory.</param>
    /// <param name="user">Whose topic.</param>
    /// <param name="topic"><c>&lt;slice&gt;:&lt;entity&gt;</c>, the topic without <c>:me</c>.</param>
    /// <param name="name">Kebab-case name of the event.</param>
    /// <param name="data">What happened; becomes JSON.</param>
    public static void Announce<T>(this IGrainFactory grains, UserId user, string topic, string name, T data) =>
        grains.GetGrain<IUserFeedGrain>(UserFeedKey.Of(user)).Announce(UserFeedKey.Event(user, topic, name), DocumentJson.Write(data)).Ignore();
}

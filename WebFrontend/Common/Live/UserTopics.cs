namespace OrleansBackends.WebFrontend.Common;

/// <summary>A topic <c>&lt;slice&gt;:&lt;entity&gt;:me</c>; it rides on the user feed.</summary>
/// <param name="Prefix"><c>&lt;slice&gt;:&lt;entity&gt;</c>.</param>
/// <param name="Resource">What a watcher who missed something reads again.</param>
public sealed record UserTopic(string Prefix, string Resource)
{
    private string ReadScope => $"{Prefix[..Prefix.IndexOf(':', StringComparison.Ordinal)]}:read";

    internal Result<OpenTopic> Open(IGrainFactory grains, CurrentUser? user)
    {
        if (user is null)
        {
            return Errors.Unauthenticated;
        }

        if (user.Scopes?.Contains(ReadScope) is false)
        {
            return Errors.Forbidden;
        }

        var shard = UserFeedKey.Of(user.Id);
        return new OpenTopic(shard, grains.GetGrain<IUserFeedGrain>(shard)) { Own = () => new OwnEvents(user.Id, this) };
    }
}

public static class UserTopics
{
    /// <summary>Opens <c><paramref name="prefix"/>:me</c> to every signed-in caller, with what grains announce to this user.</summary>
    public static IServiceCollection AddUserTopic(this IServiceCollection services, string prefix, string resource) =>
        services.AddSingleton(new UserTopic(prefix, resource));
}

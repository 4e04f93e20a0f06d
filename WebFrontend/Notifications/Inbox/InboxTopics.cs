using System.Security.Claims;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Subscribers;
using OrleansBackends.WebFrontend.Notifications.Access;

namespace OrleansBackends.WebFrontend.Notifications.Inbox;

/// <summary><c>notifications:inbox:{app}:{subscriber}</c>: for the application's programs and owner, and of <c>product</c> for the person.</summary>
internal sealed class InboxTopics(AppDoor door, IGrainFactory grains) : ILiveTopics
{
    public const string Topic = "notifications:inbox";

    public string Prefix => Topic;

    public ValueTask<Result<ILiveSource>> Open(string id, CurrentUser? user) => Open(id, user, key: null);

    public ValueTask<Result<ILiveSource>> Open(string id, ClaimsPrincipal caller) => Open(id, CurrentUser.From(caller), CurrentKey.From(caller));

    private async ValueTask<Result<ILiveSource>> Open(string id, CurrentUser? user, CurrentKey? key)
    {
        if (id.Split(':', 2) is not [var app, var subscriber] || !NotifyNames.IsSubscriber(subscriber))
        {
            return WebErrors.TopicNotFound;
        }

        var isOwn = app == NotifyKeys.Product && user is { Scopes: null } && user.Id.ToString() == subscriber;
        var refusal = isOwn ? null : await door.Refuse(app, user, key);
        return refusal ?? new Result<ILiveSource> { Value = grains.GetGrain<ISubscriberGrain>(NotifyKeys.Subscriber(app, subscriber)) };
    }
}

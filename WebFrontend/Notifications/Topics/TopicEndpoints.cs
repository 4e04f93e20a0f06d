using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Topics;
using OrleansBackends.WebFrontend.Notifications.Access;

namespace OrleansBackends.WebFrontend.Notifications.Topics;

/// <summary>Named groups of subscribers.</summary>
internal static class TopicEndpoints
{
    private const long MaxBody = 256 * 1024;

    public static void MapTopics(this RouteGroupBuilder programs)
    {
        var topic = programs.MapGroup("/topics/{key}");
        topic.MapPut("", Put).Limit("write").WithSummary("Create or rename a topic");
        topic.MapGet("", Get).Limit("read").WithSummary("Show a topic").Refuses(NotifyErrors.TopicNotFound);
        topic.MapDelete("", Delete).Limit("write").WithSummary("Delete a topic").Refuses(NotifyErrors.TopicNotFound);
        topic.MapPost("/members", Change).Limit("write").MaxBody(MaxBody)
            .WithSummary("Add and remove members, up to 1,000 each")
            .WithDescription("Adds, then removes; who is in or out already is left alone.").Refuses(NotifyErrors.TopicNotFound, NotifyErrors.TopicFull);
    }

    private static async Task<OkAnswer<TopicView>> Put(string key, PutTopicRequest request, AppAccess access, IGrainFactory grains) =>
        (NotifyNames.IsKey(key) ? await Topic(grains, access, key).Put(request.Name) : Errors.Invalid("A key has 1 to 60 of a-z, 0-9 and -.", "key")).ToOk();

    private static async Task<OkAnswer<TopicView>> Get(string key, AppAccess access, IGrainFactory grains) =>
        (NotifyNames.IsKey(key) ? await Topic(grains, access, key).Get() : NotifyErrors.TopicNotFound).ToOk();

    private static async Task<NoContentAnswer> Delete(string key, AppAccess access, IGrainFactory grains) =>
        (NotifyNames.IsKey(key) ? await Topic(grains, access, key).Delete() : NotifyErrors.TopicNotFound).ToNoContent();

    private static async Task<OkAnswer<TopicChanged>> Change(string key, ChangeMembersRequest request, AppAccess access, IGrainFactory grains) =>
        (!NotifyNames.IsKey(key) ? NotifyErrors.TopicNotFound
            : request.Refuse() is { } refusal ? refusal
            : await Topic(grains, access, key).Change(request.Add, request.Remove)).ToOk();

    private static ITopicGrain Topic(IGrainFactory grains, AppAccess access, string key) => grains.GetGrain<ITopicGrain>(NotifyKeys.Topic(access.App, key));
}

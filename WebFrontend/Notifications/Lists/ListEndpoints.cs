using System.ComponentModel.DataAnnotations;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Lists;
using OrleansBackends.WebFrontend.Notifications.Access;

namespace OrleansBackends.WebFrontend.Notifications.Lists;

/// <summary>What an application has.</summary>
internal static class ListEndpoints
{
    private const int MaxEmail = 254;
    private const int MaxSubscriber = 64;
    private const int MaxTransaction = 128;

    public static void MapLists(this RouteGroupBuilder programs)
    {
        programs.MapGet("/subscribers", Subscribers).Limit("read")
            .WithSummary("List subscribers, those created last first")
            .WithDescription("With prefix those whose ids begin so, in order of the ids; with email those whose addresses begin so, in order of the addresses.")
            .Refuses(Errors.InvalidCursor);
        programs.MapGet("/suppressions", Suppressions).Limit("read")
            .WithSummary("List the addresses nothing is sent to, the latest first")
            .WithDescription("Addresses are shown masked. channel is email or sms.").Refuses(Errors.InvalidCursor);
        programs.MapGet("/workflows", Workflows).Limit("read").WithSummary("List workflows in order of their keys").Refuses(Errors.InvalidCursor);
        programs.MapGet("/triggers", Triggers).Limit("read")
            .WithSummary("List triggers, the latest first")
            .WithDescription("With prefix those whose transactionId begins so, in order of these.").Refuses(Errors.InvalidCursor);
    }

    private static async Task<OkAnswer<Page<SubscriberRow>>> Subscribers(
        AppAccess access, PageQuery page, IGrainFactory grains, [MaxLength(MaxSubscriber)] string? prefix, [MaxLength(MaxEmail)] string? email) =>
        (prefix is not null && email is not null
            ? Errors.Invalid("Either ids or addresses are looked for.", "email")
            : await Lists(grains).Subscribers(access.App, new SubscriberFilter(prefix, email), page)).ToOk();

    private static async Task<OkAnswer<Page<SuppressionRow>>> Suppressions(AppAccess access, PageQuery page, IGrainFactory grains, string? channel) =>
        (channel switch
        {
            null => await Lists(grains).Suppressions(access.App, null, page),
            "email" => await Lists(grains).Suppressions(access.App, NotifyChannel.Email, page),
            "sms" => await Lists(grains).Suppressions(access.App, NotifyChannel.Sms, page),
            _ => Errors.Invalid("email or sms.", "channel"),
        }).ToOk();

    private static async Task<OkAnswer<Page<WorkflowRow>>> Workflows(AppAccess access, PageQuery page, IGrainFactory grains) =>
        (await Lists(grains).Workflows(access.App, page)).ToOk();

    private static async Task<OkAnswer<Page<TriggerRow>>> Triggers(
        AppAccess access, PageQuery page, IGrainFactory grains, [MaxLength(MaxTransaction)] string? prefix) =>
        (await Lists(grains).Triggers(access.App, prefix, page)).ToOk();

    private static IAppQueries Lists(IGrainFactory grains) => grains.GetGrain<IAppQueries>(0);
}

using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using OrleansBackends.Grains.Interfaces.Notifications.Inbox;

namespace OrleansBackends.WebFrontend.Notifications.Inbox;

internal sealed record InboxQuery(InboxStatus Status) : IEndpointParameterMetadataProvider
{
    public static ValueTask<InboxQuery?> BindAsync(HttpContext context) => ValueTask.FromResult<InboxQuery?>(new InboxQuery(
        (string?)context.Request.Query["status"] switch
        {
            null or "all" => InboxStatus.All,
            "unread" => InboxStatus.Unread,
            "archived" => InboxStatus.Archived,
            _ => throw new RefusedRequestException(Errors.Invalid("unread, all or archived.", "status")),
        }));

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new ParameterMark("status", InQuery: true, "unread, all or archived; all where it is absent."));
}

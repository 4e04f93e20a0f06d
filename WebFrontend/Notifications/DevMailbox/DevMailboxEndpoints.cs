using System.Net;
using OrleansBackends.Grains.Interfaces.Notifications.DevMailbox;

namespace OrleansBackends.WebFrontend.Notifications.DevMailbox;

/// <summary>
/// What was sent where no provider is configured: for the developer at this machine alone. Elsewhere it is as if it were not there. The name in the
/// address must be the machine's own too, or a site that points its name here could read along.
/// </summary>
internal static class DevMailboxEndpoints
{
    private static readonly string[] ForwardingHeaders =
        ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Original-For", "X-Original-Proto", "X-Real-IP", "Via"];

    public static void MapDevMailbox(this IEndpointRouteBuilder routes)
    {
        var mailbox = routes.MapGroup("/dev/mailbox").AllowAnonymous().Limit("public-read").ExcludeFromDescription().AddEndpointFilter(OnlyHere);
        mailbox.MapGet("", Show);
        mailbox.MapGet("/messages", List);
        mailbox.MapDelete("/messages", Clear);
    }

    private static async Task<IResult> Show(IGrainFactory grains) => Pages.Render<DevMailboxPage>(new { Messages = await Mailbox(grains).List() });

    private static async Task<OkAnswer<Page<DevMessage>>> List(IGrainFactory grains) =>
        new Result<Page<DevMessage>> { Value = new Page<DevMessage>(await Mailbox(grains).List(), null) }.ToOk();

    private static async Task<NoContentAnswer> Clear(IGrainFactory grains)
    {
        await Mailbox(grains).Clear();
        return Done.Ok.ToNoContent();
    }

    private static async ValueTask<object?> OnlyHere(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var context = invocation.HttpContext;
        if (!context.RequestServices.GetRequiredService<IHostEnvironment>().IsDevelopment() || !IsOfThisMachine(context))
        {
            return TypedResults.NotFound();
        }

        context.Response.Headers.CacheControl = "no-store";
        return await next(invocation);
    }

    private static bool IsOfThisMachine(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } caller && IPAddress.IsLoopback(caller)
        && !ForwardingHeaders.Any(context.Request.Headers.ContainsKey)
        && (context.Request.Host.Host == "localhost" || (IPAddress.TryParse(context.Request.Host.Host, out var host) && IPAddress.IsLoopback(host)));

    private static IDevMailboxGrain Mailbox(IGrainFactory grains) => grains.GetGrain<IDevMailboxGrain>(IDevMailboxGrain.Key);
}

using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Channels;

namespace OrleansBackends.WebFrontend.Notifications.Callbacks;

/// <summary>Where providers of text messages tell what became of one, and what people answered.</summary>
internal static class SmsCallbackEndpoints
{
    private const string SignatureHeader = "X-Twilio-Signature";
    private const long MaxBody = 16 * 1024;

    public static void MapSmsCallbacks(this RouteGroupBuilder notifications) =>
        notifications.MapPost("/callbacks/sms/{app}", Receive).AllowAnonymous().DisableAntiforgery().Limit("notifications-callback").MaxBody(MaxBody)
            .WithSummary("Take what a provider of text messages tells")
            .WithDescription("A form, signed over the address under Frontend:PublicUrl. STOP, START and HELP are understood.")
            .Produces<string>(StatusCodes.Status200OK, "text/xml").Refuses(NotifyErrors.SignatureInvalid);

    private static async Task<Results<NoContent, ContentHttpResult, ProblemAnswer>> Receive(
        string app, HttpRequest request, IGrainFactory grains, IOptions<FrontendOptions> frontend)
    {
        if (!request.HasFormContentType)
        {
            return Errors.Invalid("The body is a form.").ToProblem();
        }

        var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
        var call = new SmsCall(
            app, frontend.Value.Link($"{request.Path}{request.QueryString}"), request.Headers[SignatureHeader], request.Query["message"],
            form.ToDictionary(field => field.Key, field => field.Value.ToString()));
        var received = await grains.GetGrain<ISmsCallbackGrain>(0).Receive(call);
        return !received.IsOk ? received.Error.ToProblem()
            : received.Value.Reply is { } reply ? TypedResults.Text(Message(reply), "application/xml")
            : TypedResults.NoContent();
    }

    private static string Message(string text) =>
        $"<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response><Message>{HtmlEncoder.Default.Encode(text)}</Message></Response>";
}

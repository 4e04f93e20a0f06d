using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Log;

namespace OrleansBackends.WebFrontend.Notifications.Log;

/// <summary>The filter of a list of messages, from the query; what cannot be read is 400 with the parameter's name.</summary>
internal sealed record MessageQuery(MessageFilter Filter) : IEndpointParameterMetadataProvider
{
    private const int MaxText = 128;

    public static ValueTask<MessageQuery?> BindAsync(HttpContext context)
    {
        var query = context.Request.Query;
        return ValueTask.FromResult<MessageQuery?>(new MessageQuery(new MessageFilter
        {
            Status = One<MessageStatus>(query["status"], "status"),
            Channel = One<NotifyChannel>(query["channel"], "channel"),
            Workflow = Text(query["workflow"], "workflow"),
            Subscriber = Text(query["subscriber"], "subscriber"),
            TransactionId = Text(query["transactionId"], "transactionId"),
            From = Instant(query["from"], "from"),
            To = Instant(query["to"], "to"),
        }));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ParameterMark("status", InQuery: true, $"{Names<MessageStatus>()}."));
        builder.Metadata.Add(new ParameterMark("channel", InQuery: true, $"{Names<NotifyChannel>()}."));
        builder.Metadata.Add(new ParameterMark("workflow", InQuery: true, "A workflow's key."));
        builder.Metadata.Add(new ParameterMark("subscriber", InQuery: true, "A subscriber's id."));
        builder.Metadata.Add(new ParameterMark("transactionId", InQuery: true, "A trigger."));
        builder.Metadata.Add(new ParameterMark("from", InQuery: true, "Changed at this instant or later."));
        builder.Metadata.Add(new ParameterMark("to", InQuery: true, "Changed before this instant."));
    }

    private static T? One<T>(string? value, string name)
        where T : struct, Enum =>
        value is null ? null
        : Enum.GetNames<T>().FirstOrDefault(n => Wire(n) == value) is { } known ? Enum.Parse<T>(known)
        : throw Refused(name);

    private static string Names<T>()
        where T : struct, Enum => string.Join(", ", Enum.GetNames<T>().Select(Wire));

    private static string Wire(string name) => JsonNamingPolicy.KebabCaseLower.ConvertName(name);

    private static string? Text(string? value, string name) =>
        value is not { Length: > 0 } ? null : value.Length <= MaxText ? value : throw Refused(name);

    private static DateTimeOffset? Instant(string? value, string name) =>
        value is null ? null
        : DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at
        : throw Refused(name);

    private static RefusedRequestException Refused(string name) => new(Errors.Invalid($"The value of {name} cannot be read.", name));
}

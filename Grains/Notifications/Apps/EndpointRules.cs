using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Apps;

namespace OrleansBackends.Grains.Notifications.Apps;

/// <summary>How an application's webhook endpoints come, change, get new secrets and end.</summary>
internal static class EndpointRules
{
    /// <summary>How long a rotated secret still signs.</summary>
    public static readonly TimeSpan FormerLife = TimeSpan.FromHours(24);

    public static Result<NotifyAppState> WithEndpoint(this NotifyAppState app, AppEndpoint endpoint) =>
        app.Endpoints.Count >= AppLimits.Endpoints ? NotifyErrors.TooManyEndpoints
        : Refuse(endpoint) is { } refused ? refused
        : app with { Endpoints = app.Endpoints.Add(endpoint), Version = app.Version + 1 };

    public static Result<NotifyAppState> Change(this NotifyAppState app, string id, Func<AppEndpoint, AppEndpoint> change)
    {
        if (app.Endpoints.Find(e => e.Id == id) is not { } before)
        {
            return NotifyErrors.EndpointNotFound;
        }

        var after = change(before);
        return Refuse(after) is { } refused ? refused
            : after == before ? app
            : app with { Endpoints = app.Endpoints.Replace(before, after), Version = app.Version + 1 };
    }

    public static Result<NotifyAppState> WithoutEndpoint(this NotifyAppState app, string id) =>
        app.Endpoints.Find(e => e.Id == id) is { } endpoint
            ? app with { Endpoints = app.Endpoints.Remove(endpoint), Version = app.Version + 1 }
            : NotifyErrors.EndpointNotFound;

    public static AppEndpoint Changed(this AppEndpoint endpoint, EndpointChange change) => endpoint with
    {
        Url = change.Url.Or(endpoint.Url) ?? "", Events = change.Events.Or(endpoint.Events) ?? [], Description = change.Description.Or(endpoint.Description),
    };

    public static AppEndpoint Rotated(this AppEndpoint endpoint, string secret, DateTimeOffset now) =>
        endpoint with { Secret = secret, FormerSecret = endpoint.Secret, FormerUntil = now + FormerLife };

    public static AppEndpoint Enabled(this AppEndpoint endpoint) => endpoint with { DisabledReason = null };

    public static AppEndpoint Disabled(this AppEndpoint endpoint, string reason) => endpoint with { DisabledReason = endpoint.DisabledReason ?? reason };

    public static EndpointView Show(this AppEndpoint endpoint) => new()
    {
        Id = endpoint.Id, Url = endpoint.Url, Events = endpoint.Events, Description = endpoint.Description, DisabledReason = endpoint.DisabledReason,
        CreatedAt = endpoint.CreatedAt,
    };

    private static Error? Refuse(AppEndpoint endpoint) =>
        !PublicUrls.IsUrl(endpoint.Url) ? NotifyErrors.UrlNotPublic
        : endpoint.Events.Count is 0 or > AppLimits.Events || !endpoint.Events.All(IsPattern)
            ? Errors.Invalid($"Events are 1 to {AppLimits.Events} workflow keys, or beginnings of them that end in *.", "events")
        : endpoint.Description is { } text && !AppRules.IsText(text, AppLimits.Description)
            ? Errors.Invalid($"A description has 1 to {AppLimits.Description} characters.", "description")
        : null;

    private static bool IsPattern(string pattern) => pattern == "*" || NotifyNames.IsKey(pattern.EndsWith('*') ? pattern[..^1] : pattern);
}

using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Apps;

namespace OrleansBackends.Grains.Notifications.Apps;

/// <summary>Who may do what to an application, and how name, categories and keys change.</summary>
internal static class AppRules
{
    /// <summary>A stranger's application is not there; neither is what a key may not touch for it.</summary>
    public static Error? Refuse(this NotifyAppState app, AppCaller caller, bool ownerOnly)
    {
        var owns = app.Owner is { } owner ? caller.User == owner : caller.IsAdmin;
        var holdsKey = !ownerOnly && caller.KeyHash is { } hash && app.Keys.Exists(key => key.Hash == hash);
        return app.DeletedAt is null && (owns || holdsKey) ? null : NotifyErrors.AppNotFound;
    }

    public static Result<NotifyAppState> Change(this NotifyAppState app, AppChange change)
    {
        var title = change.Name.Or(app.Title)?.Trim();
        if (!IsText(title, AppLimits.Text))
        {
            return Errors.Invalid($"A name has 1 to {AppLimits.Text} characters.", "name");
        }

        var categories = change.Categories.Or(app.Categories) ?? [];
        if (categories.Count > AppLimits.Categories || categories.Any(c => !NotifyNames.IsKey(c.Key) || !IsText(c.Name, AppLimits.Text))
            || categories.DistinctBy(c => c.Key).Count() != categories.Count)
        {
            return Errors.Invalid($"Categories are at most {AppLimits.Categories}, each with a key of its own and a name.", "categories");
        }

        var caps = change.Caps.Or(app.Caps) ?? AppCaps.None;
        return caps.SmsPerCountryAndDay is < 0
            ? Errors.Invalid("A cap is not negative.", "caps.smsPerCountryAndDay")
            : app with { Title = title!, Categories = [.. categories], Caps = caps, Version = app.Version + 1 };
    }

    public static Result<NotifyAppState> WithKey(this NotifyAppState app, AppKey key) =>
        app.Keys.Count >= AppLimits.Keys ? NotifyErrors.TooManyKeys : app with { Keys = app.Keys.Add(key), Version = app.Version + 1 };

    public static Result<NotifyAppState> WithoutKey(this NotifyAppState app, string id) =>
        app.Keys.Find(key => key.Id == id) is { } key
            ? app with { Keys = app.Keys.Remove(key), Version = app.Version + 1 }
            : NotifyErrors.KeyNotFound;

    public static NotifyAppState Deleted(this NotifyAppState app, DateTimeOffset now) => new()
    {
        Owner = app.Owner, Operation = app.Operation, CreatedAt = app.CreatedAt, DeletedAt = now, Version = app.Version + 1,
    };

    public static AppView Show(this NotifyAppState app, string key) => new()
    {
        App = key, Name = app.Title, Version = app.Version, Keys = [.. app.Keys.Select(k => new AppKeyView(k.Id, k.CreatedAt))],
        Categories = app.Categories, Caps = app.Caps, CreatedAt = app.CreatedAt,
    };

    /// <summary>With the categories that the code brings, which win over others of the same key.</summary>
    public static AppSettings ToSettings(this NotifyAppState app, string key, IReadOnlyList<AppCategory> builtIn) => new()
    {
        App = key, Version = app.Version, Owner = app.Owner, Providers = app.Providers, Categories = [.. builtIn, .. app.Categories], Endpoints = app.Endpoints,
        Caps = app.Caps, UnsubscribeKey = app.UnsubscribeKey, Name = app.Title,
    };

    public static bool IsText(string? text, int max) => text is { Length: > 0 } && text.Length <= max && !text.Any(char.IsControl);
}

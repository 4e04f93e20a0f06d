using System.Collections.Immutable;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Apps;

namespace OrleansBackends.Grains.Notifications.Preferences;

/// <summary>What a subscriber chose: by category and channel, only what was said.</summary>
internal sealed record Choices
{
    /// <summary>Categories somebody may have said something about.</summary>
    public const int MaxCategories = 100;

    public ImmutableSortedDictionary<string, ImmutableSortedDictionary<NotifyChannel, bool>> Said { get; init; } =
        ImmutableSortedDictionary<string, ImmutableSortedDictionary<NotifyChannel, bool>>.Empty;

    /// <summary>A critical category is always on; else the subscriber's word counts, then the application's, then it is on.</summary>
    public bool IsOn(AppSettings app, string category, NotifyChannel channel)
    {
        var known = app.Category(category);
        return known is { Critical: true }
            || (Word(category, channel) ?? (known?.Defaults.TryGetValue(channel, out var usual) == true ? usual : true));
    }

    /// <summary>The same choices where nothing changes.</summary>
    public Result<Choices> Change(AppSettings app, IReadOnlyDictionary<string, IReadOnlyDictionary<NotifyChannel, bool?>> change)
    {
        var said = Said;
        foreach (var (category, channels) in change)
        {
            if (!NotifyNames.IsKey(category))
            {
                return Errors.Invalid("A category is named by small letters, digits and hyphens.", "categories");
            }

            if (app.Category(category) is { Critical: true } && channels.Values.Contains(false))
            {
                return NotifyErrors.CategoryCritical;
            }

            var words = channels.Aggregate(
                said.GetValueOrDefault(category, ImmutableSortedDictionary<NotifyChannel, bool>.Empty),
                (all, word) => word.Value is { } on ? all.SetItem(word.Key, on) : all.Remove(word.Key));
            said = words.IsEmpty ? said.Remove(category) : said.SetItem(category, words);
        }

        return said.Count > MaxCategories ? Errors.Invalid($"There are at most {MaxCategories} categories.", "categories")
            : ReferenceEquals(said, Said) ? this
            : this with { Said = said };
    }

    /// <summary>Everything of the application's categories, and of others that something was said about.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<NotifyChannel, bool>> Show(AppSettings app) =>
        app.Categories.Select(c => c.Key).Union(Said.Keys).ToDictionary(
            category => category,
            IReadOnlyDictionary<NotifyChannel, bool> (category) => Enum.GetValues<NotifyChannel>().ToDictionary(channel => channel, channel => IsOn(app, category, channel)));

    private bool? Word(string category, NotifyChannel channel) =>
        Said.TryGetValue(category, out var words) && words.TryGetValue(channel, out var on) ? on : null;
}

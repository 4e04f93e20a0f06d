using System.Security.Cryptography;
using OrleansBackends.Grains.Interfaces.Notifications.Apps;
using OrleansBackends.Grains.Notifications.Apps;
using OrleansBackends.Grains.Notifications.Log;
using OrleansBackends.Grains.Notifications.Preferences;
using OrleansBackends.Grains.Notifications.Triggers;

namespace OrleansBackends.Grains.Notifications.Subscribers;

/// <summary>What a subscriber needs of its silo.</summary>
internal sealed class SubscriberServices(
    NotifySettings settings, TriggerReader triggers, ChannelAccess access, IJournal journal, LogAge age, QueryDatabase database, TimeProvider time)
{
    public NotifySettings Settings => settings;

    public TriggerReader Triggers => triggers;

    public IJournal Journal => journal;

    public LogAge Age => age;

    public QueryDatabase Database => database;

    public TimeProvider Time => time;

    /// <summary>An act that shows what would come, without the random part of quiet hours.</summary>
    public Act Rehearse(SubscriberState state, AppSettings app, DateTimeOffset at) => new(state, app, access, at, static () => 0);

    public Act Begin(SubscriberState state, AppSettings app) =>
        new(state, app, access, time.Now(), () => RandomNumberGenerator.GetInt32(QuietHoursRules.MaxJitterSeconds + 1));
}

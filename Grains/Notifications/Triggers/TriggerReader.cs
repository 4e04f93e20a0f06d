using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Triggers;

namespace OrleansBackends.Grains.Notifications.Triggers;

/// <summary>
/// A trigger's content for a subscriber whose run goes on: read from the document, because a trigger calls its subscribers and must not be called
/// back by them.
/// </summary>
internal sealed class TriggerReader(QueryDatabase database, TriggerServices services)
{
    /// <summary>Null once the trigger is forgotten.</summary>
    public async Task<TriggerContent?> Read(string app, string transactionId)
    {
        var key = NotifyKeys.Trigger(app, transactionId);
        var rows = await database.Query<string>(
            "SELECT CAST(state AS text) FROM grain_state WHERE state_name = @name AND grain_key = @key AND state IS NOT NULL",
            new { name = TriggerState.Name, key });
        return rows is [{ } json] && DocumentJson.Read<TriggerState>(json) is var trigger ? trigger.ToContent(services.Load(key, trigger)) : null;
    }
}

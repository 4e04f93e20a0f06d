using OrleansBackends.Grains.Chat.Hooks;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Grains.Chat.Rooms;

/// <summary>Programs that post into the room.</summary>
internal sealed partial class RoomGrain
{
    public async Task<Result<HookView>> AddHook(NewHook hook)
    {
        var id = Ids.New(services.Time, hook.Operation, $"chat-hook-{Id}").ToString("N");
        var secret = services.Secrets.Secret(Id, hook.Operation);
        if (log.Now.State.Hooks.Find(one => one.Id == id) is { } made)
        {
            await log.Settled();
            return made.Request == hook.Operation?.BodyHash ? new Result<HookView> { Value = made.ToView(secret), Replayed = true } : Errors.KeyReused;
        }

        var decided = log.Now.State.IsThere ? log.Now.AddHook(hook, id, secret, Now) : ChatErrors.RoomNotFound;
        if (!decided.IsOk)
        {
            return await Refuse(decided.Error);
        }

        await Keep(decided.Value);
        return decided.Value.Hook!.ToView(secret);
    }

    public async Task<Result<IReadOnlyList<HookView>>> Hooks(UserId asker)
    {
        await log.Settled();
        var refused = log.Durable.State.IsThere ? log.Durable.RefuseHooks(asker) : ChatErrors.RoomNotFound;
        return refused is not null ? await Refuse(refused) : log.Durable.State.Hooks.Select(hook => hook.ToView(secret: null)).ToArray();
    }

    public async Task<Result<Done>> RemoveHook(UserId by, string hook)
    {
        var decided = log.Now.State.IsThere ? log.Now.RemoveHook(by, hook, Now) : ChatErrors.RoomNotFound;
        return !decided.IsOk && decided.Error is { } refusal ? await Refuse(refusal) : await Keep(decided.Value);
    }

    public async Task<Result<MessageView>> Post(HookMessage message)
    {
        if (Known(message) is null)
        {
            return await Refuse(ChatErrors.HookNotFound);
        }

        var sent = new NewMessage { By = HookRules.Author(message.Hook), ClientId = message.ClientId, Text = message.Text };
        var earlier = log.ClientIds.IsCertain(sent.By, sent.ClientId) ? null : await services.Messages.Sent(Id, sent.By, sent.ClientId);
        if (Known(message) is not { } hook)
        {
            return await Refuse(ChatErrors.HookNotFound);
        }

        if (log.ClientIds.Find(sent.By, sent.ClientId) is { } before || (before = earlier) is not null)
        {
            return await Repeat(sent, before);
        }

        var decided = Decide(hook, message, sent.By);
        return decided.IsOk ? await Say(decided.Value) : await Refuse(decided.Error);
    }

    private Hook? Known(HookMessage message) => log.Now.State.IsThere ? log.Now.Find(message) : null;

    private Result<MessageEntry> Decide(Hook hook, HookMessage message, UserId by) =>
        log.Now.State.Settings.Archived ? ChatErrors.Archived
        : pace.Take(by, slowModeSeconds: 0, Now) is { } tooFast ? tooFast
        : log.Now.Post(hook, message, Now);
}

using System.Security.Cryptography;
using System.Text;
using OrleansBackends.Grains.Chat.Messages;
using OrleansBackends.Grains.Chat.Rooms;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Grains.Chat.Hooks;

/// <summary>Programs that post: pure, the answer is the entry that says so.</summary>
internal static class HookRules
{
    public static Error? RefuseHooks(this Room room, UserId by) =>
        room.Member(by) is not { } member ? ChatErrors.RoomNotFound
        : room.State.Kind != RoomKind.Room || member.Role < RoomRole.Admin ? ChatErrors.NotAllowed
        : null;

    public static Result<DeskEntry> AddHook(this Room room, NewHook hook, string id, string secret, DateTimeOffset now) =>
        room.RefuseHooks(hook.By) is { } refused ? refused
        : NameOf(hook.Name) is not { } name ? ChatErrors.SettingInvalid("name", $"1 to {ChatLimits.HookName} characters.")
        : room.State.Hooks.Count >= ChatLimits.Hooks ? ChatErrors.TooManyHooks
        : new DeskEntry
        {
            Act = "hook", By = hook.By, At = now,
            Hook = new Hook { Id = id, Name = name, By = hook.By, At = now, Hash = HashOf(secret), Request = hook.Operation?.BodyHash },
        };

    /// <returns>An error, or the entry; null where there is no such hook any more.</returns>
    public static Result<DeskEntry?> RemoveHook(this Room room, UserId by, string hook, DateTimeOffset now) =>
        room.RefuseHooks(by) is { } refused ? refused
        : room.State.Hooks.Exists(one => one.Id == hook) ? new DeskEntry { Act = "unhook", By = by, At = now, Gone = hook }
        : default(DeskEntry);

    public static Hook? Find(this Room room, HookMessage message) => room.State.Hooks.Find(hook => hook.Id == message.Hook && IsSame(hook.Hash, message.SecretHash));

    /// <summary>Whom the log names as the author.</summary>
    public static UserId Author(string hook) => new(Guid.ParseExact(hook, "N"));

    public static Result<MessageEntry> Post(this Room room, Hook hook, HookMessage message, DateTimeOffset now)
    {
        if ((message.Username is null ? hook.Name : NameOf(message.Username)) is not { } name)
        {
            return ChatErrors.SettingInvalid("username", $"1 to {ChatLimits.HookName} characters.");
        }

        var sent = new NewMessage { By = Author(hook.Id), ClientId = message.ClientId, Text = message.Text };
        return room.Write(sent, RoomRole.Member, null, now).Map(entry => entry with { Hook = name });
    }

    public static HookView ToView(this Hook hook, string? secret) => new(hook.Id, hook.Name, hook.By, hook.At, secret);

    private static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    private static bool IsSame(string hash, string other) => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(hash), Encoding.ASCII.GetBytes(other));

    private static string? NameOf(string text)
    {
        var name = text.Trim();
        return name.Length is 0 or > ChatLimits.HookName || name.Any(char.IsControl) ? null : name.Normalize();
    }
}

using System.Globalization;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Grains.Chat.Users;

/// <summary>What chat holds about a person: the profile, then every message they sent that is still there.</summary>
internal sealed class ChatUserData(IGrainFactory grains) : IUserExport, IUserErasure
{
    private const int Step = 100;

    public string Slice => "chat";

    public async Task<Page<string>> Export(UserId user, string? cursor, CancellationToken cancellation)
    {
        var (room, seq) = cursor?.Split(':') is [var r, var s] ? (r, long.Parse(s, CultureInfo.InvariantCulture)) : ("", 0);
        var messages = await grains.GetGrain<IChatQueries>(0).SentBy(user, room, seq, Step);
        IEnumerable<string> profile = cursor is null ? [DocumentJson.Write(await grains.GetGrain<IChatUserGrain>(ChatKey.User(user)).Profile())] : [];
        var next = messages.Count == Step ? string.Create(CultureInfo.InvariantCulture, $"{messages[^1].Room}:{messages[^1].Seq}") : null;
        return new Page<string>([.. profile, .. messages.Select(DocumentJson.Write)], next);
    }

    public Task<bool> EraseStep(UserId user, CancellationToken cancellation) => grains.GetGrain<IChatErasure>(0).Step(user);
}

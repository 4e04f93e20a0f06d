using OrleansBackends.Grains.Chat.Moderation;
using OrleansBackends.Grains.Chat.Rooms;

namespace OrleansBackends.Grains.Chat;

/// <summary>What a room needs of its silo.</summary>
internal sealed class ChatServices(TimeProvider time, IJournal journal, QueryDatabase database, SecretBox box)
{
    public DateTimeOffset Now => time.Now();

    public TimeProvider Time => time;

    public IJournal Journal => journal;

    public ReportRows Reports { get; } = new(database);

    public RoomSecrets Secrets { get; } = new(box);

    public RoomLoader Loader { get; } = new(database, journal);

    public RoomMessages Messages { get; } = new(database);
}

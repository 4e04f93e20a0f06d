using OrleansBackends.Grains.Chat.Rooms;

namespace OrleansBackends.Grains.Chat;

/// <summary>What a room needs of its silo.</summary>
internal sealed class ChatServices(TimeProvider time, IJournal journal, QueryDatabase database)
{
    public DateTimeOffset Now => time.Now();

    public TimeProvider Time => time;

    public IJournal Journal => journal;

    public RoomLoader Loader { get; } = new(database, journal);

    public RoomMessages Messages { get; } = new(database);
}

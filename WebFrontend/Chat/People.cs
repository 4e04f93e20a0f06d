using System.Text.Json.Serialization;
using OrleansBackends.Grains.Interfaces.Chat;
using OrleansBackends.WebFrontend.Chat.Messages;
using OrleansBackends.WebFrontend.Chat.Rooms;

namespace OrleansBackends.WebFrontend.Chat;

/// <summary>Somebody as others see them; without a user name where the account is gone.</summary>
public sealed record Person(UserId Id, string? Username, string Name)
{
    internal static Person Of(UserId id, UserProfile? profile) => new(id, profile?.Username, profile.Shown());
}

/// <summary>Who said something: a person, or a hook under the name it gave.</summary>
public sealed record Author(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] UserId? Id,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Hook, string? Username, string Name)
{
    internal static Author Of(Person person) => new(person.Id, null, person.Username, person.Name);

    internal static Author OfHook(UserId id, string name) => new(null, id.Value.ToString("N"), null, name);
}

/// <summary>Puts names to ids.</summary>
internal sealed class People(IUserNames names)
{
    public async Task<IReadOnlyDictionary<UserId, Person>> Find(IEnumerable<UserId> users)
    {
        var found = new Dictionary<UserId, Person>();
        foreach (var some in users.Distinct().Chunk(IUserNames.MaxUsers))
        {
            foreach (var (id, profile) in await names.FindAsync(some))
            {
                found[id] = Person.Of(id, profile);
            }
        }

        return found;
    }

    public async Task<bool> AllExist(IReadOnlyCollection<UserId> users) => (await names.FindAsync(users)).Values.All(profile => profile is not null);

    public async Task<Result<RoomAnswer>> Show(Result<RoomView> room) =>
        room.IsOk ? new Result<RoomAnswer> { Value = RoomAnswer.Of(room.Value, await Find(room.Value.Users)), Replayed = room.Replayed } : room.Error;

    public async Task<Result<MessageAnswer>> Show(Result<MessageView> message, UserId reader) =>
        message.IsOk
            ? new Result<MessageAnswer> { Value = (await Show([message.Value], reader))[0], Replayed = message.Replayed }
            : message.Error;

    public async Task<IReadOnlyList<MessageAnswer>> Show(IReadOnlyList<MessageView> messages, UserId reader)
    {
        var people = await Find(messages.Where(message => message.Hook is null).Select(message => message.By).OfType<UserId>());
        return [.. messages.Select(message => MessageAnswer.Of(message, reader, people))];
    }
}

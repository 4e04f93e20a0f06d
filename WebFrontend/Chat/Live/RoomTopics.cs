using System.Security.Claims;
using OrleansBackends.Grains.Interfaces.Chat;
using OrleansBackends.WebFrontend.Chat.Messages;

namespace OrleansBackends.WebFrontend.Chat.Live;

/// <summary><c>chat:room:{id}</c>: the log of a room, for its members. Positions are <c>log-</c> and the number.</summary>
internal sealed class RoomTopics(IGrainFactory grains, ChatDesk desk, RoomReader reader) : ILiveTopics
{
    public string Prefix => "chat:room";

    public async ValueTask<Result<ILiveSource>> Open(string id, CurrentUser? user) =>
        (await OpenFor($"{Prefix}:{id}", id, user)).Map(topic => topic.Source);

    public ValueTask<Result<OpenTopic>> OpenFor(string topic, string id, ClaimsPrincipal caller) => OpenFor(topic, id, CurrentUser.From(caller));

    private async ValueTask<Result<OpenTopic>> OpenFor(string topic, string id, CurrentUser? user)
    {
        if (user is null)
        {
            return Errors.Unauthenticated;
        }

        if (user.Scopes?.Contains("chat:read") is false)
        {
            return Errors.Forbidden;
        }

        var access = await desk.Room(id, room => room.Access(user.Id));
        return access.Map(a => new OpenTopic(topic, grains.GetGrain<IRoomGrain>(ChatKey.Room(id)))
        {
            Shaper = after => new RoomWatch(id, user.Id, a.FloorSeq, RoomPosition.Read(after), reader),
        });
    }
}

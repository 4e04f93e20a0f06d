using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.WebFrontend.Chat.Threads;

/// <summary>Threads that one follows: who begins one or answers in it does so by that.</summary>
internal static class ThreadEndpoints
{
    public static RouteGroupBuilder MapThreads(this RouteGroupBuilder chat)
    {
        chat.MapGet("/me/threads", List).Limit("read")
            .WithSummary("Lists the threads that the caller follows, the last begun or answered first").Refuses(Errors.InvalidCursor);
        chat.MapPut("/me/threads/{room}/{seq:long}", Follow).Limit("write").WithSummary("Follows a thread")
            .Refuses(ChatErrors.RoomNotFound, ChatErrors.MessageNotFound);
        chat.MapDelete("/me/threads/{room}/{seq:long}", Unfollow).Limit("write").WithSummary("Follows a thread no longer");
        return chat;
    }

    private static async Task<OkAnswer<Page<ThreadAnswer>>> List(PageQuery page, CurrentUser user, ThreadDesk desk)
    {
        var found = await desk.User(user.Id).Threads(page);
        var shown = await desk.Show(found.Value?.Items ?? [], user.Id);
        return found.Map(p => new Page<ThreadAnswer>(shown, p.NextCursor)).ToOk();
    }

    private static async Task<NoContentAnswer> Follow(string room, long seq, CurrentUser user, ThreadDesk desk)
    {
        var root = await desk.Root(room, seq, user.Id);
        if (root.IsOk)
        {
            await desk.User(user.Id).Follow(room, seq, seq, byItself: false);
        }

        return root.ToNoContent();
    }

    private static async Task<NoContentAnswer> Unfollow(string room, long seq, CurrentUser user, ThreadDesk desk)
    {
        await desk.User(user.Id).Unfollow(room, seq);
        return Done.Ok.ToNoContent();
    }
}

using OrleansBackends.Grains.Interfaces.Links;

namespace OrleansBackends.WebFrontend.Links.Stats;

/// <summary><c>links:clicks:{code}</c>: clicks and counters, for the owner.</summary>
internal sealed class ClickTopics(LinkDesk desk) : ILiveTopics
{
    public string Prefix => "links:clicks";

    public async ValueTask<Result<ILiveSource>> Open(string id, CurrentUser? user) =>
        await LinkTopics.Own(desk, id, user, link => desk.Stats(link.Code));
}

/// <summary><c>links:link:{code}</c>: that the link has changed, for the owner.</summary>
internal sealed class LinkTopics(LinkDesk desk) : ILiveTopics
{
    public string Prefix => "links:link";

    public async ValueTask<Result<ILiveSource>> Open(string id, CurrentUser? user) => await Own(desk, id, user, link => desk.Link(link.Code));

    internal static async Task<Result<ILiveSource>> Own(LinkDesk desk, string code, CurrentUser? user, Func<LinkView, ILiveSource> source)
    {
        if (user is null)
        {
            return Errors.Unauthenticated;
        }

        var link = await desk.Ask(code, l => l.Get(user.Id));
        return link.IsOk ? new Result<ILiveSource> { Value = source(link.Value) } : link.Error;
    }
}

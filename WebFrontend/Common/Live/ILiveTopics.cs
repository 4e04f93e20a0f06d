using System.Security.Claims;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>The topics of one kind, registered by their slice: who may watch, and which grain is watched.</summary>
public interface ILiveTopics
{
    /// <summary><c>&lt;slice&gt;:&lt;entity&gt;</c>, the topic without its id.</summary>
    string Prefix { get; }

    /// <summary>The grain that feeds the topic, or why this caller may not watch it. The id is empty where the topic has none.</summary>
    ValueTask<Result<ILiveSource>> Open(string id, CurrentUser? user);

    /// <summary>The same where programs with a key may watch too.</summary>
    ValueTask<Result<ILiveSource>> Open(string id, ClaimsPrincipal caller) => Open(id, CurrentUser.From(caller));

    /// <summary>The same where watchers are shown different things.</summary>
    async ValueTask<Result<OpenTopic>> OpenFor(string topic, string id, ClaimsPrincipal caller) =>
        (await Open(id, caller)).Map(source => new OpenTopic(topic, source));

    /// <summary>The same where more about the request that opened the connection decides than who has signed in.</summary>
    ValueTask<Result<OpenTopic>> OpenFor(string topic, string id, HttpContext request) => OpenFor(topic, id, request.User);
}

using System.Diagnostics;
using OrleansBackends.WebFrontend.Common;

namespace OrleansBackends.Tests.Web;

public class SecretPathTests
{
    [Theory]
    [InlineData("/api/chat/hooks/7/obh_x", "/api/chat/hooks/{hookId}/{secret}", "/api/chat/hooks/{hookId}/{secret}")]
    [InlineData("/api/chat/rooms/7/invites/x", "/api/chat/rooms/{id}/invites/{code}", "/api/chat/rooms/{id}/invites/{code}")]
    [InlineData("/api/chat/rooms/7", "/api/chat/rooms/{id}", "/api/chat/rooms/7")]
    [InlineData("/api/chat/hooks/7/obh_x/", null, "/api/chat/…")]
    [InlineData("/robots.txt", null, "/robots.txt")]
    [InlineData("/", null, "/")]
    public void Of_a_path_a_trace_tells_what_everybody_may_know(string path, string? route, string told)
    {
        using var trace = new Activity("GET").AddTag("url.path", path).AddTag("http.route", route);
        using var paths = new SecretPaths();
        paths.OnEnd(trace);
        Assert.Equal(told, trace.GetTagItem("url.path"));
    }

    [Fact]
    public void A_trace_without_a_path_stays_as_it_is()
    {
        using var trace = new Activity("Chat/Post").AddTag("rpc.method", "Post");
        using var paths = new SecretPaths();
        paths.OnEnd(trace);
        Assert.Equal("rpc.method", Assert.Single(trace.TagObjects).Key);
    }
}

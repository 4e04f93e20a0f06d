using System.Net;
using OrleansBackends.WebFrontend.Chat.Messages;

namespace OrleansBackends.Tests.Chat.Messages;

public sealed class SearchQueryTests(AppFixture app)
{
    [Fact]
    public void Words_and_filters_are_told_apart()
    {
        var query = SearchQuery.Read("green from:ann tea mentions:me before:2027-01-04 http://x.example")!;
        Assert.Equal(("green tea http://x.example", "ann", true), (query.Words, query.From, query.MentionsMe));
        Assert.Equal(new DateTimeOffset(2027, 1, 4, 0, 0, 0, TimeSpan.Zero), query.Before);
    }

    [Fact]
    public void A_phrase_in_quotation_marks_is_one_part()
    {
        var query = SearchQuery.Read("\"green tea from:nobody\" from:ann hot")!;
        Assert.Equal(("\"green tea from:nobody\" hot", "ann"), (query.Words, query.From));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("before:yesterday")]
    [InlineData("has:money")]
    [InlineData("from:")]
    [InlineData("!?")]
    public void What_cannot_be_read_is_told(string? text) => Assert.Null(SearchQuery.Read(text));

    [Fact]
    public async Task Found_messages_come_with_their_room_and_marks()
    {
        var ann = await app.CreateUserAsync();
        var room = (await ann.MakeRoom()).Text("id");
        await ann.Say(room, "some green tea");
        var hit = Assert.Single((await ann.Get($"/api/chat/search?q=GREEN%20from:{ann.Username}")).GetProperty("items").EnumerateArray());
        Assert.Equal((room, "some green tea"), (hit.Text("room"), hit.GetProperty("message").Text("text")));
        Assert.Equal((5, 5), hit.GetProperty("highlights")[0] is var h ? (h.Number("start"), h.Number("length")) : default);
        Assert.Empty((await ann.Get("/api/chat/search?q=green%20has:file")).GetProperty("items").EnumerateArray());
        await Problem.Read(await ann.Client.GetAsync("/api/chat/search?q="), 400, "query-invalid");
    }

    [Fact]
    public async Task Who_owns_a_room_hands_it_over_before_leaving_chat()
    {
        var (ann, bob) = (await app.CreateUserAsync(), await app.CreateUserAsync());
        var room = (await ann.MakeRoom()).Text("id");
        await bob.Join(room);
        await bob.Say(room, "stays");
        await Problem.Read(await ann.Client.DeleteAsync("/api/chat/me"), 409, "owner-must-transfer");
        using var left = await bob.Client.DeleteAsync("/api/chat/me");
        Assert.Equal(HttpStatusCode.NoContent, left.StatusCode);
        Assert.Empty((await bob.Get("/api/chat/me/rooms")).GetProperty("items").EnumerateArray());
        Assert.Equal("stays", (await ann.Get($"/api/chat/rooms/{room}/messages/4")).Text("text"));
    }
}

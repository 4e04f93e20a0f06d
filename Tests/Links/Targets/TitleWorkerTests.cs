using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OrleansBackends.Grains.Interfaces.Links;
using OrleansBackends.Grains.Links;
using OrleansBackends.Grains.Links.Targets;
using OrleansBackends.Silo.Links.Targets;

namespace OrleansBackends.Tests.Links.Targets;

[Collection<ClusterCollection>]
public sealed class TitleWorkerTests(ClusterFixture cluster) : IAsyncLifetime
{
    private readonly UserId owner = NewLinks.Somebody();
    private readonly WebApplication world = Build();
    private readonly TitleQueue queue = new(Options.Create(new LinksOptions()));
    private readonly SafeHttpClient http = new(Resolve, IPAddress.IsLoopback);
    private TitleWorker worker = null!;

    public async ValueTask InitializeAsync()
    {
        world.Urls.Add("http://127.0.0.1:0");
        await world.StartAsync();
        worker = new TitleWorker(queue, http, cluster.Grains, NullLogger<TitleWorker>.Instance);
        await worker.StartAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await worker.StopAsync(CancellationToken.None);
        worker.Dispose();
        http.Dispose();
        await world.DisposeAsync();
    }

    [Theory]
    [InlineData("/page", "Prix & plaisir")]
    [InlineData("/moved", "Prix & plaisir")]
    [InlineData("/latin1", "Käse")]
    [InlineData("/endless", "Long")]
    public async Task The_title_of_the_target_is_filled_in(string path, string title)
    {
        var link = await Offer(path);
        await TestTime.Eventually(async () => (await link.Get(owner)).Require().Title == title, $"the title {title}");
    }

    [Theory]
    [InlineData("/picture")]
    [InlineData("/far")]
    [InlineData("/inside")]
    [InlineData("/untitled")]
    public async Task What_is_no_page_or_lies_elsewhere_gives_no_title_and_stops_nothing(string path)
    {
        var without = await Offer(path);
        var after = await Offer("/page");
        await TestTime.Eventually(async () => (await after.Get(owner)).Require().Title is not null, "the next title is found");
        Assert.Null((await without.Get(owner)).Require().Title);
    }

    [Fact]
    public async Task A_title_the_owner_gave_meanwhile_stays()
    {
        var code = NewLinks.CustomCode();
        var link = cluster.Grains.Link(code);
        await cluster.Grains.MakeLink(NewLinks.To(At("/page"), owner) with { Code = code });
        await link.Update(owner, new LinkChange { Title = "Mine" }, null);
        queue.Offer(new LinkState { Code = code, Url = At("/page") });
        var after = await Offer("/page");
        await TestTime.Eventually(async () => (await after.Get(owner)).Require().Title is not null, "the next title is found");
        Assert.Equal("Mine", (await link.Get(owner)).Require().Title);
    }

    private static WebApplication Build()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var world = builder.Build();
        world.MapGet("/page", () => Html("<html><head><title> Prix &amp;\n plaisir </title>"));
        world.MapGet("/moved", () => Results.Redirect("/page"));
        world.MapGet("/latin1", () => Results.Bytes(Encoding.Latin1.GetBytes("<title>Käse</title>"), "text/html; charset=iso-8859-1"));
        world.MapGet("/endless", () => Html("<title>Long</title>" + new string(' ', 1024 * 1024)));
        world.MapGet("/picture", () => Results.Text("<title>No</title>", "image/svg+xml"));
        world.MapGet("/far", () => Results.Redirect("/far"));
        world.MapGet("/inside", () => Results.Redirect("http://inside.example/"));
        world.MapGet("/untitled", () => Html("<p>nothing"));
        return world;
    }

    private static IResult Html(string text) => Results.Text(text, "text/html", Encoding.UTF8);

    private static Task<IPAddress[]> Resolve(string host, CancellationToken cancellation) =>
        Task.FromResult<IPAddress[]>([host == "world.example" ? IPAddress.Loopback : IPAddress.Parse("10.0.0.1")]);

    private string At(string path) => $"http://world.example:{new Uri(world.Urls.Single()).Port}{path}";

    private async Task<ILinkGrain> Offer(string path)
    {
        var made = await cluster.Grains.MakeLink(NewLinks.To(At(path), owner));
        queue.Offer(new LinkState { Code = made.Code, Url = made.Url });
        return cluster.Grains.Link(made.Code);
    }
}

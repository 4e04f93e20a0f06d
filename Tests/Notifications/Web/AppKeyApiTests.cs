using System.Diagnostics;
using System.Net.Http.Json;

namespace OrleansBackends.Tests.Notifications.Web;

public sealed class AppKeyApiTests(AppFixture app)
{
    [Fact]
    public async Task A_program_acts_for_its_own_application_alone()
    {
        var (mine, other) = (await AppUnderTest.CreateAsync(app), await AppUnderTest.CreateAsync(app));
        await mine.Program.GetAsync($"{mine.Path}/endpoints").Answer(200);
        await mine.Program.GetAsync($"{other.Path}/endpoints").Refused(404, "app-not-found");
        await mine.Program.GetAsync(mine.Path).Refused(403, "forbidden");
        await mine.Program.PostAsync($"{mine.Path}/keys", null).Refused(403, "forbidden");
    }

    [Fact]
    public async Task A_key_opens_no_route_of_a_person()
    {
        var mine = await AppUnderTest.CreateAsync(app);
        await mine.Program.GetAsync("/api/notifications/me/inbox").Refused(403, "forbidden");
        await mine.Program.GetAsync("/api/links").Refused(403, "forbidden");
        await mine.Program.GetAsync("/api/accounts/api-keys").Refused(403, "forbidden");
    }

    [Theory]
    [InlineData("ntk_")]
    [InlineData("ntk_nobody_AAAA")]
    [InlineData("ntk_Not A Key_AAAA")]
    public async Task What_is_no_key_is_refused(string key)
    {
        var mine = await AppUnderTest.CreateAsync(app);
        await app.WithKey(key).GetAsync($"{mine.Path}/endpoints").Refused(401, "unauthenticated");
    }

    [Fact]
    public async Task A_revoked_key_is_refused_within_two_seconds()
    {
        var mine = await AppUnderTest.CreateAsync(app);
        var second = await mine.Owner.PostAsync($"{mine.Path}/keys", null).Answer(201);
        using var program = app.WithKey(second.Text("key"));
        await program.GetAsync($"{mine.Path}/endpoints").Answer(200);
        await mine.Owner.DeleteAsync($"{mine.Path}/keys/{second.Text("id")}").Answer(204);
        var revoked = Stopwatch.StartNew();
        var accepted = TimeSpan.Zero;
        await Deadline.Until(
            async () =>
            {
                var asked = revoked.Elapsed;
                if ((int)(await program.GetAsync($"{mine.Path}/endpoints")).StatusCode == 401)
                {
                    return true;
                }

                accepted = asked;
                return false;
            },
            "the key was refused");
        Assert.InRange(accepted, TimeSpan.Zero, TimeSpan.FromSeconds(2));
        await mine.Program.GetAsync($"{mine.Path}/endpoints").Answer(200);
        await mine.Owner.DeleteAsync($"{mine.Path}/keys/{second.Text("id")}").Refused(404, "key-not-found");
    }

    [Fact]
    public async Task An_application_has_ten_keys()
    {
        var mine = await AppUnderTest.CreateAsync(app);
        for (var i = 1; i < 10; i++)
        {
            await mine.Owner.PostAsync($"{mine.Path}/keys", null).Answer(201);
        }

        await mine.Owner.PostAsync($"{mine.Path}/keys", null).Refused(409, "too-many-keys");
    }

    [Fact]
    public async Task A_persons_key_needs_the_scopes_of_this_system()
    {
        var user = await app.CreateUserAsync();
        var read = new { name = "reader", scopes = new[] { "notifications:read" } };
        var made = await user.Client.PostAsJsonAsync("/api/accounts/api-keys", read).Answer(201);
        using var program = app.WithKey(made.Text("key"));
        await program.GetAsync("/api/notifications/apps").Answer(200);
        await program.PostAsJsonAsync("/api/notifications/apps", new { name = "No" }).Refused(403, "forbidden");
    }
}

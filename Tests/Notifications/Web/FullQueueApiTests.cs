using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Dispatch;
using OrleansBackends.Grains.Notifications.Dispatch;
using OrleansBackends.Silo.Common.Storage;

namespace OrleansBackends.Tests.Notifications.Web;

public sealed class FullQueueApiTests(AppFixture app)
{
    private static readonly object Ada = new { subscriberId = "ada", email = "ada@example.org" };

    [Fact]
    public async Task A_trigger_for_a_full_queue_is_refused_until_there_is_room()
    {
        var mine = await AppUnderTest.CreateAsync(app);
        await mine.PublishAsync("order", Workflows.Order);
        await mine.PublishAsync("note", Workflows.Note);
        await FillAsync(NotifyKeys.DispatchOf(mine.App, NotifyChannel.Email, "ada"));

        var last = default(System.Text.Json.JsonElement);
        await TestTime.Eventually(
            async () =>
            {
                using var answer = await mine.Program.PostAsJsonAsync($"{mine.Path}/triggers", Trigger("order", Ada));
                var isRefused = (int)answer.StatusCode == 503;
                last = isRefused ? await Problem.Read(answer, 503, "queue-full") : default;
                return isRefused && answer.Headers.RetryAfter?.Delta > TimeSpan.Zero;
            },
            "a trigger refused");
        Assert.Equal("queue-full", last.Text("code"));

        var bulk = await mine.Program.PostAsJsonAsync($"{mine.Path}/triggers/bulk", new { triggers = new[] { Trigger("order", Ada), Trigger("note", Ada) } }).Answer(202);
        Assert.Equal([503, 202], bulk.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("status").GetInt32()));
        await mine.Program.PostAsJsonAsync($"{mine.Path}/triggers", Trigger("order", Elsewhere(mine.App))).Answer(202);
    }

    private static object Trigger(string name, object to) => new { name, to = new[] { to }, payload = new { number = 1, text = "hello" } };

    /// <summary>Somebody whose messages go through another queue.</summary>
    private static object Elsewhere(string app)
    {
        var other = Enumerable.Range(0, 100).Select(i => $"s{i}")
            .First(id => NotifyKeys.DispatchOf(app, NotifyChannel.Email, id) != NotifyKeys.DispatchOf(app, NotifyChannel.Email, "ada"));
        return new { subscriberId = other, email = "other@example.org" };
    }

    /// <summary>A snapshot that says so stands for five million messages.</summary>
    private async Task FillAsync(string dispatch)
    {
        var full = new DispatchState { Lanes = [new(), new() { Count = IDispatchGrain.MaxOpen }, new()] };
        await using var connection = await app.Services.GetRequiredService<Database>().Writes.OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"INSERT INTO grain_state VALUES ('{DispatchState.Name}', '{dispatch}', 1, current_timestamp, '{DocumentJson.Write(full)}')";
        await command.ExecuteNonQueryAsync();
    }
}

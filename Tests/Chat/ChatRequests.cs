using System.Net.Http.Json;
using System.Text.Json;

namespace OrleansBackends.Tests.Chat;

/// <summary>Chat over HTTP.</summary>
internal static class ChatRequests
{
    public static async Task<JsonElement> MakeRoom(this SignedInUser user, object? request = null) =>
        await Read(await user.Client.PostAsJsonAsync("/api/chat/rooms", request ?? new { name = "A room" }));

    public static async Task<JsonElement> Join(this SignedInUser user, string room) =>
        await Read(await user.Client.PostAsync($"/api/chat/rooms/{room}/join", null));

    public static async Task<JsonElement> Say(this SignedInUser user, string room, string text, string? clientId = null) =>
        await Read(await user.Client.PostAsJsonAsync($"/api/chat/rooms/{room}/messages", new { text, clientId = clientId ?? $"{Guid.CreateVersion7()}" }));

    public static async Task<JsonElement> Get(this SignedInUser user, string path) => await Read(await user.Client.GetAsync(path));

    public static async Task<JsonElement> Read(HttpResponseMessage answer)
    {
        using (answer)
        {
            var body = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode}: {body}");
            return JsonSerializer.Deserialize<JsonElement>(body);
        }
    }

    public static string Text(this JsonElement json, string member) => json.GetProperty(member).GetString()!;

    public static long Number(this JsonElement json, string member) => json.GetProperty(member).GetInt64();
}

namespace OrleansBackends.Tests.Accounts;

public sealed class DeletionApiTests(AppFixture app)
{
    [Fact]
    public async Task A_pending_deletion_is_shown_and_taken_back()
    {
        var user = await app.CreateUserAsync();
        var asked = await user.Client.PostJsonAsync("/deletion", new { reason = "moving on" }).JsonAsync(202);
        var due = asked.GetProperty("dueAt").GetDateTimeOffset();
        Assert.InRange(due - DateTimeOffset.UtcNow, TimeSpan.FromDays(13.9), TimeSpan.FromDays(14));
        Assert.Equal(due, (await user.Client.ReadAsync("/me").JsonAsync()).GetProperty("deletionDueAt").GetDateTimeOffset());
        await user.Client.RemoveAsync("/deletion").IsAsync(204);
        var kept = await user.Client.ReadAsync("/me").JsonAsync();
        Assert.False(kept.TryGetProperty("deletionDueAt", out var none) && none.ValueKind != System.Text.Json.JsonValueKind.Null);
    }

    [Fact]
    public async Task A_password_that_is_sent_must_be_right()
    {
        var user = await app.CreateUserAsync();
        await user.Client.PostJsonAsync("/deletion", new { password = "not my password" }).IsRefusedAsync(401, "invalid-credentials");
        await user.Client.PostJsonAsync("/deletion", new { reason = new string('x', 501) }).IsRefusedAsync(400, "invalid-request");
        await app.CreateClient().PostJsonAsync("/deletion", new { }).IsRefusedAsync(401, "unauthenticated");
    }
}

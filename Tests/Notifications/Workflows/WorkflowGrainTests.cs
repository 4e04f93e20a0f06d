using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Apps;
using OrleansBackends.Grains.Interfaces.Notifications.Workflows;
using OrleansBackends.Grains.Notifications.Workflows;

namespace OrleansBackends.Tests.Notifications.Workflows;

[Collection<ClusterCollection>]
public sealed class WorkflowGrainTests(ClusterFixture cluster)
{
    private static readonly WorkflowContent First = NotifyData.Workflow(NotifyData.Email());
    private static readonly WorkflowContent Second = First with { Name = "Order on its way" };

    [Fact]
    public async Task A_published_version_never_changes()
    {
        var app = await cluster.AppAsync();
        var workflow = app.Workflow(await app.PublishAsync("order", First));
        Assert.True((await workflow.SaveDraft(Second, 1)).IsOk);
        Assert.Equal(1, (await workflow.Current())!.Number);
        Assert.Equal(2, (await workflow.Publish()).Require().Version);
        await cluster.DeactivateAsync(workflow);
        Assert.Equal(("Order shipped", "Order on its way"), ((await workflow.Get(1))!.Content.Name, (await workflow.Current())!.Content.Name));
        Assert.Null(await workflow.Get(3));
    }

    [Fact]
    public async Task Publishing_what_is_published_makes_no_version()
    {
        var app = await cluster.AppAsync();
        var workflow = app.Workflow(await app.PublishAsync("order", First));
        Assert.Equal(1, (await workflow.Publish()).Require().Version);
    }

    [Fact]
    public async Task A_draft_is_saved_over_the_version_that_was_read()
    {
        var app = await cluster.AppAsync();
        var workflow = app.Workflow("order");
        Assert.Equal("stale", (await workflow.SaveDraft(First, 1)).Error?.Code);
        Assert.Equal(1, (await workflow.SaveDraft(First, null)).Require().Version);
        Assert.Equal("stale", (await workflow.SaveDraft(Second, null)).Error?.Code);
        Assert.Equal(2, (await workflow.SaveDraft(Second, 1)).Require().Version);
    }

    [Fact]
    public async Task A_workflow_that_was_never_saved_is_not_there()
    {
        var app = await cluster.AppAsync();
        Assert.Equal("workflow-not-found", (await app.Workflow("order").Show()).Error?.Code);
        Assert.Equal("workflow-not-found", (await app.Workflow("order").Publish()).Error?.Code);
        Assert.Null(await app.Workflow("order").Current());
        Assert.Null(await app.Workflow("order").Get(1));
    }

    [Fact]
    public async Task What_is_on_its_way_still_finds_the_version_of_a_deleted_workflow()
    {
        var app = await cluster.AppAsync();
        var workflow = app.Workflow(await app.PublishAsync("order", First));
        Assert.True((await workflow.Delete()).IsOk);
        Assert.Null(await workflow.Current());
        Assert.NotNull(await workflow.Get(1));
        Assert.True((await workflow.SaveDraft(Second, null)).IsOk);
        Assert.Equal(2, (await workflow.Publish()).Require().Version);
    }

    [Fact]
    public async Task A_publish_that_failed_halfway_can_be_repeated()
    {
        var app = await cluster.AppAsync();
        var workflow = app.Workflow("order");
        (await workflow.SaveDraft(First, null)).Require();
        cluster.FailWrites(WorkflowState.Name, NotifyKeys.Workflow(app.App, "order"));
        await Assert.ThrowsAnyAsync<Exception>(() => workflow.Publish());
        Assert.Null(await workflow.Current());
        Assert.Equal(2, (await workflow.Publish()).Require().Version);
    }

    [Fact]
    public async Task A_template_that_cannot_be_read_is_not_published()
    {
        var app = await cluster.AppAsync();
        var workflow = app.Workflow("order");
        (await workflow.SaveDraft(NotifyData.Workflow(NotifyData.Email(when: "payload.a >")), null)).Require();
        Assert.Equal("template-invalid", (await workflow.Publish()).Error?.Code);
        Assert.Null(await workflow.Current());
    }

    [Fact]
    public async Task The_products_own_workflow_is_there_and_an_edit_of_it_can_be_reset()
    {
        var workflow = cluster.Grains.GetGrain<IWorkflowGrain>(NotifyKeys.Workflow(NotifyKeys.Product, "notifications-endpoint-disabled"));
        var before = (await workflow.Current())!;
        var shown = (await workflow.Show()).Require();
        Assert.False(shown.Edited);
        (await workflow.SaveDraft(First, shown.Version)).Require();
        var published = (await workflow.Publish()).Require().Version;
        await cluster.DeactivateAsync(workflow);
        Assert.Equal((published, First.Name), ((await workflow.Current())!.Number, (await workflow.Current())!.Content.Name));
        Assert.False((await workflow.Reset()).Require().Edited);
        Assert.Equal(before.Content.Name, (await workflow.Current())!.Content.Name);
    }

    [Fact]
    public async Task A_bulk_workflow_is_of_no_critical_category()
    {
        var app = await cluster.AppAsync();
        var critical = new AppCategory("orders", "Orders", Critical: true, new Dictionary<NotifyChannel, bool>());
        (await app.Grain.Change(app.Caller, new(default, new Optional<IReadOnlyList<AppCategory>>(true, [critical]), default), null)).Require();
        Assert.Equal("priority", (await app.Workflow("order").SaveDraft(First with { Priority = Lane.Bulk }, null)).Error?.Member);
        Assert.True((await app.Workflow("order").SaveDraft(First, null)).IsOk);
    }
}

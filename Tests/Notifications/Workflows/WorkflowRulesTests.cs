using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Workflows;
using OrleansBackends.Grains.Notifications.Workflows;

namespace OrleansBackends.Tests.Notifications.Workflows;

public sealed class WorkflowRulesTests
{
    public static TheoryData<string, WorkflowContent> Wrong => new()
    {
        { "name", NotifyData.Workflow(NotifyData.Email()) with { Name = "" } },
        { "category", NotifyData.Workflow(NotifyData.Email()) with { Category = "No Key" } },
        { "ttlSeconds", NotifyData.Workflow(NotifyData.Email()) with { TtlSeconds = 0 } },
        { "steps", NotifyData.Workflow() },
        { "steps", NotifyData.Workflow([.. Enumerable.Range(0, 21).Select(n => NotifyData.Email($"mail-{n}"))]) },
        { "steps", NotifyData.Workflow(NotifyData.Email("same"), NotifyData.Sms("same")) },
        { "steps[1].id", NotifyData.Workflow(NotifyData.Email(), NotifyData.Email("No Key")) },
        { "steps[0].config.seconds", NotifyData.Workflow(NotifyData.Delay(0)) },
        { "steps[0].config.seconds", NotifyData.Workflow(NotifyData.Delay((30 * 86_400) + 1)) },
        { "steps[0].config.windowSeconds", NotifyData.Workflow(NotifyData.Digest(59)) },
        { "steps[0].config.windowSeconds", NotifyData.Workflow(NotifyData.Digest(604_801)) },
        { "steps[0].config.max", NotifyData.Workflow(NotifyData.Digest(60, max: 101)) },
        { "steps[0].config.key", NotifyData.Workflow(NotifyData.Digest(60) with { Config = new() { WindowSeconds = 60 } }) },
        { "steps[0].type", NotifyData.Workflow(NotifyData.Digest(60)) with { Priority = Lane.Otp } },
        { "steps[0].templates", NotifyData.Workflow(NotifyData.Email() with { Templates = new Dictionary<string, IReadOnlyDictionary<string, string>>() }) },
        { "steps[0].templates.en", NotifyData.Workflow(NotifyData.Sms() with { Type = StepType.Email }) },
        { "steps[0].config.defaultLocale", NotifyData.Workflow(NotifyData.Email() with { Config = new() { DefaultLocale = "de" } }) },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void A_wrong_workflow_is_refused_with_the_place(string path, WorkflowContent workflow)
    {
        var refused = WorkflowRules.Refuse(workflow);
        Assert.Equal(("workflow-invalid", path), (refused?.Code, refused?.Member));
    }

    [Fact]
    public void A_workflow_of_every_kind_of_step_is_accepted()
    {
        var workflow = NotifyData.Workflow(
            NotifyData.Digest(60), NotifyData.Inbox(), NotifyData.Delay(60), NotifyData.Email(when: "inbox.read == false"), NotifyData.Sms(),
            new WorkflowStep { Id = "hook", Type = StepType.Webhook });
        Assert.Null(WorkflowRules.Refuse(workflow));
        Assert.Null(WorkflowTemplates.Refuse(workflow));
    }

    [Fact]
    public void A_template_that_cannot_be_read_is_refused_with_its_line()
    {
        var broken = new Dictionary<string, IReadOnlyDictionary<string, string>>
        {
            ["en"] = new Dictionary<string, string> { [TemplateParts.Text] = "one\ntwo {% if %}" },
        };
        var refused = WorkflowTemplates.Refuse(NotifyData.Workflow(NotifyData.Sms() with { Templates = broken }));
        Assert.Equal(("template-invalid", "steps[0].templates.en.text"), (refused?.Code, refused?.Member));
        Assert.StartsWith("Line 2:", refused!.Message);
    }

    [Fact]
    public void A_condition_that_cannot_be_read_is_refused() =>
        Assert.Equal("steps[0].when", WorkflowTemplates.Refuse(NotifyData.Workflow(NotifyData.Email(when: "payload.total >")))?.Member);
}

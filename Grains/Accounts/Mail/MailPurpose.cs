namespace OrleansBackends.Grains.Accounts;

/// <summary>What a mailed link is for: the workflow that mails it, the page under <c>/account</c> it leads to, and how long it is good.</summary>
internal sealed record MailPurpose(string Name, string Workflow, string Page, TimeSpan Life)
{
    public static MailPurpose Verify { get; } = new("verify", "accounts-verify-email", "verify", TimeSpan.FromHours(24));

    public static MailPurpose Reset { get; } = new("reset", "accounts-reset-password", "reset", TimeSpan.FromMinutes(30));

    public static MailPurpose ChangeEmail { get; } = new("change-email", "accounts-change-email", "email", TimeSpan.FromHours(2));

    public static MailPurpose UndoEmail { get; } = new("undo-email", "accounts-undo-email", "undo", TimeSpan.FromDays(7));
}

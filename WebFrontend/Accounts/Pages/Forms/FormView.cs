namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>What a form shows again after a refusal: what was typed, secrets excepted, and what was wrong with it.</summary>
public sealed class FormView
{
    private readonly PostedForm? posted;

    private FormView(PostedForm? posted, Error? error) => (this.posted, Error) = (posted, error);

    public static FormView Empty { get; } = new(null, null);

    public Error? Error { get; }

    public bool IsPosted => posted is not null;

    public int Status => Error is null ? StatusCodes.Status200OK : ProblemAnswer.StatusOf(Error);

    internal static FormView Refused(PostedForm posted, Error error) => new(posted, error);

    public string? Value(string name) => posted?.Optional(name);

    public bool IsTicked(string name) => posted?.IsTicked(name) ?? false;

    /// <summary>Where a page has several forms: this one if it was posted with such a field, else an empty one.</summary>
    public FormView With(string name) => posted?.Has(name) is true ? this : Empty;

    /// <summary>The same for a form without such a field.</summary>
    public FormView Without(string name) => posted?.Has(name) is true ? Empty : this;

    /// <summary>What was wrong with one field.</summary>
    public string? Complaint(string name) => Error?.Member == name ? RefusalTexts.Of(Error) : null;
}

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

    /// <summary>Whether this is the form with such a field that was posted, where a page has several.</summary>
    public bool Has(string name) => posted?.Has(name) ?? false;

    /// <summary>What was wrong with one field.</summary>
    public string? Complaint(string name) => Error?.Member == name ? RefusalTexts.Of(Error) : null;
}

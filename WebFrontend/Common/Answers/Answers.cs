namespace OrleansBackends.WebFrontend.Common;

/// <summary>What ends a handler: the answer of a grain as the answer of a route.</summary>
public static class Answers
{
    public static OkAnswer<T> ToOk<T>(this Result<T> result) => new(result);

    /// <param name="result">What was created, or why not.</param>
    /// <param name="location">The path under which it is found.</param>
    public static CreatedAnswer<T> ToCreated<T>(this Result<T> result, Func<T, string> location) => new(result, location);

    public static AcceptedAnswer<T> ToAccepted<T>(this Result<T> result) => new(result);

    public static NoContentAnswer ToNoContent<T>(this Result<T> result) => new(result.Map(_ => new Done()));

    public static ProblemAnswer ToProblem(this Error error) => new(error);
}

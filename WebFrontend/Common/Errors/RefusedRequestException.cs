namespace OrleansBackends.WebFrontend.Common;

/// <summary>Leaves the binding of a parameter, which can answer in no other way, with the refusal that the caller gets.</summary>
internal sealed class RefusedRequestException(Error error) : BadHttpRequestException(error.Message, ProblemAnswer.StatusOf(error))
{
    public Error Error => error;
}

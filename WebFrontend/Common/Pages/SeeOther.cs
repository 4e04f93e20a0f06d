namespace OrleansBackends.WebFrontend.Common;

/// <summary>After a form was accepted: the browser reads another page, so that going back or reloading posts nothing again.</summary>
internal sealed class SeeOther(string path) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = path;
        return Task.CompletedTask;
    }
}

using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>What the framework could not read, with the member or parameter that is meant.</summary>
internal static partial class BadRequests
{
    public static IResult Answer(BadHttpRequestException fault) => fault switch
    {
        RefusedRequestException refused => refused.Error.ToProblem(),
        { StatusCode: not StatusCodes.Status400BadRequest } => TypedResults.Problem(new ProblemDetails { Status = fault.StatusCode }),
        { InnerException: JsonException json } => Errors.Invalid("The body is not the JSON that is expected here.", MemberOf(json)).ToProblem(),
        _ => Errors.Invalid("The request cannot be read.", Parameter().Match(fault.Message) is { Success: true } p ? p.Groups[1].Value : null).ToProblem(),
    };

    /// <summary>The path to the value that does not fit; a missing or unknown member stands only in the message.</summary>
    private static string? MemberOf(JsonException json)
    {
        var path = json.Path is { Length: > 0 } found ? found.TrimStart('$').TrimStart('.') : "";
        var named = Named().Match(json.Message);
        if (!named.Success)
        {
            return path.Length > 0 ? path : null;
        }

        var member = named.Groups[1].Value;
        return path.Length == 0 ? member : path == member || path.EndsWith('.' + member, StringComparison.Ordinal) ? path : $"{path}.{member}";
    }

    [GeneratedRegex("(?:missing required properties including: |The JSON property )'([^']+)'")]
    private static partial Regex Named();

    [GeneratedRegex("(?:Required|Failed to bind) parameter \"(?:[^\" ]+ )?([^\" ]+)\"(?!.* from body)")]
    private static partial Regex Parameter();
}

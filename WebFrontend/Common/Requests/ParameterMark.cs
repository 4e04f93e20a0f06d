namespace OrleansBackends.WebFrontend.Common;

/// <summary>A parameter that binds itself, for the OpenAPI document: in the path, in the query, else a header.</summary>
internal sealed record ParameterMark(string Name, bool InQuery, string Description)
{
    public bool IsNumber { get; init; }

    /// <summary>Part of the route's template, which then always has it.</summary>
    public bool InPath { get; init; }
}

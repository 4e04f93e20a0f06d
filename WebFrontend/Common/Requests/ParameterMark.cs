namespace OrleansBackends.WebFrontend.Common;

/// <summary>A parameter that binds itself, for the OpenAPI document: in the query, else a header.</summary>
internal sealed record ParameterMark(string Name, bool InQuery, string Description)
{
    public bool IsNumber { get; init; }

    public bool IsRequired { get; init; }
}

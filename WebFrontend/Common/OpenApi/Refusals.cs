namespace OrleansBackends.WebFrontend.Common;

/// <summary>The refusals of a route, for the OpenAPI document; those that every route shares are added there.</summary>
internal sealed record Refusals(IReadOnlyList<Error> All);

public static class RefusalsExtensions
{
    /// <summary>Documents what the route refuses with.</summary>
    public static TBuilder Refuses<TBuilder>(this TBuilder builder, params Error[] errors)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new Refusals(errors));
}

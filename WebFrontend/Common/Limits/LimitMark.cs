namespace OrleansBackends.WebFrontend.Common;

/// <summary>The policy under which a route runs; of several the innermost counts.</summary>
internal sealed record LimitMark(LimitPolicy Policy, int Cost);

public static class LimitExtensions
{
    /// <summary>Takes <paramref name="cost"/> units of the policy for each call; a handler may charge more by <see cref="LimitFeature"/>.</summary>
    public static TBuilder Limit<TBuilder>(this TBuilder builder, string policy, int cost = 1)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new LimitMark(LimitPolicies.Get(policy), cost));
}

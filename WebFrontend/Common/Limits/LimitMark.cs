namespace OrleansBackends.WebFrontend.Common;

/// <summary>A policy under which a route runs. Those of its groups hold beside its own; of one policy the innermost cost counts.</summary>
internal sealed record LimitMark(string Policy, int Cost)
{
    /// <summary>Counted by each process for itself.</summary>
    public bool InProcess { get; init; }
}

public static class LimitExtensions
{
    /// <summary>Takes <paramref name="cost"/> units of the policy for each call; a handler may charge more by <see cref="LimitFeature"/>.</summary>
    public static TBuilder Limit<TBuilder>(this TBuilder builder, string policy, int cost = 1)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new LimitMark(LimitPolicies.Get(policy).Name, cost));

    /// <summary>The same, counted by each process for itself: where a call to the cluster would cost more than what it protects.</summary>
    internal static TBuilder LimitInProcess<TBuilder>(this TBuilder builder, string policy)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new LimitMark(LimitPolicies.Get(policy).Name, 1) { InProcess = true });
}

using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OrleansBackends.WebFrontend.Common;

namespace OrleansBackends.Tests.RateLimits.Web;

/// <summary>Every route of the product as it is mapped, whatever it serves.</summary>
public sealed class RoutePolicyTests(AppFixture app)
{
    /// <summary>Routes under no policy but <c>edge</c>, which counts every address before routing, and why that is enough.</summary>
    private static readonly Dictionary<string, string> UnderEdgeAlone = new()
    {
        ["/health/live"] = "An orchestrator asks often, from one address, and must not be refused; the answer costs nothing.",
        ["/health/ready"] = "The same; what it says was found out before it was asked.",
    };

    [Fact]
    public void Every_route_runs_under_a_policy_or_stands_among_the_few_that_need_none()
    {
        var routes = app.Services.GetRequiredService<EndpointDataSource>().Endpoints;
        Assert.All(routes, route => Assert.IsAssignableFrom<RouteEndpoint>(route));
        var without = routes.OfType<RouteEndpoint>().Where(r => r.Metadata.GetMetadata<LimitMark>() is null).Select(r => "/" + r.RoutePattern.RawText!.TrimStart('/'));
        Assert.Equal(UnderEdgeAlone.Keys.Order(), without.Distinct().Order());
    }

    [Fact]
    public void Every_mark_names_a_policy_that_can_grant_its_cost()
    {
        var marks = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.SelectMany(e => e.Metadata.GetOrderedMetadata<LimitMark>());
        Assert.All(marks.Distinct(), mark => Assert.InRange(mark.Cost, 1, LimitPolicies.Get(mark.Policy).Capacity));
    }
}

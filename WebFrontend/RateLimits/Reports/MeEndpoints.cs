using OrleansBackends.Grains.Interfaces.RateLimits;
using OrleansBackends.Grains.Interfaces.RateLimits.Checks;
using OrleansBackends.WebFrontend.RateLimits.Deciding;
using OrleansBackends.WebFrontend.RateLimits.Policies;

namespace OrleansBackends.WebFrontend.RateLimits.Reports;

internal static class MeEndpoints
{
    public static void MapMe(this RouteGroupBuilder limits) =>
        limits.MapGet("/me", Me).AllowAnonymousToo().Limit("public-read")
            .WithSummary("Show how much of this product's limits you have left")
            .WithDescription("Of your user and your address; what each process counts for itself is not among them.");

    private static async Task<OkAnswer<MeView>> Me(HttpContext context, ProductPolicies product, LimiterCalls calls)
    {
        var groups = product.All
            .Where(t => t.Policy.Mode != LimitMode.Off && t.Policy.Subject != LimitSubjectKind.Named)
            .GroupBy(t => RoutePlan.SubjectOf(context, t.Policy).Text);
        var views = await Task.WhenAll(groups.Select(g =>
            calls.Of(RateLimitKey.Limiter(RateLimitKey.Product, g.Key)).Show([.. g.Select(t => t.Policy)])));
        return new Result<MeView> { Value = new MeView([.. views.SelectMany(v => v.Policies).OrderBy(p => p.Name, StringComparer.Ordinal)]) }.ToOk();
    }
}

public sealed record MeView(IReadOnlyList<CounterView> Policies);

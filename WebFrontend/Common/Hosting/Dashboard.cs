using Orleans.Dashboard;

namespace OrleansBackends.WebFrontend.Common;

internal static class Dashboard
{
    /// <summary>It shows the state of grains, so nobody but admins sees it.</summary>
    public static IEndpointRouteBuilder MapDashboard(this IEndpointRouteBuilder routes)
    {
        routes.MapOrleansDashboard(routePrefix: "/dashboard").Limit("read").RequireRole(CurrentUser.Admin).ExcludeFromDescription();
        return routes;
    }
}

using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>Razor components rendered on the server, once and without script.</summary>
public static class Pages
{
    public static RazorComponentResult<TComponent> Render<TComponent>(object? parameters = null, int status = StatusCodes.Status200OK)
        where TComponent : IComponent =>
        new(parameters ?? new { }) { StatusCode = status, PreventStreamingRendering = true };
}

using OrleansBackends.Grains.Interfaces.Links;
using OrleansBackends.Grains.Interfaces.Links.Visits;
using OrleansBackends.WebFrontend.Links.Visits;

namespace OrleansBackends.WebFrontend.Links.Qr;

internal static class QrEndpoints
{
    public static RouteGroupBuilder MapQr(this RouteGroupBuilder links)
    {
        links.MapGet("/{code}/qr", Draw).AllowAnonymous().Limit("public-read")
            .WithSummary("Draws the short URL as a QR code")
            .WithDescription("format svg or png, size 64–2048 px, margin 0–16 modules, ec L, M, Q or H, fg and bg as 6 hex digits.")
            .Produces(StatusCodes.Status200OK, contentType: "image/svg+xml")
            .Refuses(LinkErrors.NotFound, LinkErrors.QrInvalid, LinkErrors.QrLowContrast);
        return links;
    }

    private static async Task<IResult> Draw(
        string code, HttpContext context, LinkDesk desk, VisitDesk visits, string? format, string? size, string? margin, string? ec, string? fg, string? bg)
    {
        var style = QrStyle.Read(format, size, margin, ec, fg, bg);
        if (!style.IsOk)
        {
            return style.Error.ToProblem();
        }

        if (!LinkCode.IsWellFormed(code) || await visits.Find(code) is not { Fixed: not (LinkOutcome.NotFound or LinkOutcome.Deleted) } link)
        {
            return LinkErrors.NotFound.ToProblem();
        }

        context.Response.Headers.CacheControl = "public, max-age=86400";
        return TypedResults.Bytes(QrDrawing.Draw(desk.ShortUrl(link.Code), style.Value), style.Value.IsSvg ? "image/svg+xml" : "image/png");
    }
}

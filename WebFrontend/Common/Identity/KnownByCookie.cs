namespace OrleansBackends.WebFrontend.Common;

/// <summary>A feature of requests whose caller is known by a cookie, which browsers send along by themselves: <see cref="CrossSiteGuard"/> looks at it.</summary>
internal sealed class KnownByCookie
{
    private static readonly KnownByCookie Mark = new();

    public static void Set(HttpContext context) => context.Features.Set(Mark);

    public static bool Is(HttpContext context) => context.Features.Get<KnownByCookie>() is not null;
}

using System.Net;
using Microsoft.AspNetCore.Http.Metadata;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>What the marks of one route come to, worked out once.</summary>
internal sealed class RoutePlan
{
    private readonly (LimitHandle Handle, LimitMark Mark)[] limits;

    /// <summary>A body of unknown length is as long as it may be.</summary>
    private readonly long maxBody;

    public RoutePlan(Endpoint endpoint, IUnitLimiter limiter)
    {
        var marks = endpoint.Metadata.GetOrderedMetadata<LimitMark>();
        limits = [.. marks.Where((m, i) => !marks.Skip(i + 1).Any(inner => inner.Policy == m.Policy)).Select(m => (limiter.Find(m.Policy), m))];
        maxBody = endpoint.Metadata.GetMetadata<IRequestSizeLimitMetadata>()?.MaxRequestBodySize ?? BodyLimit.Default;
    }

    public bool IsEmpty => limits.Length == 0;

    /// <summary>What a request takes, or null where every policy of the route is off.</summary>
    public LimitFeature? Wants(HttpContext context)
    {
        if (limits is [var (handle, mark)] && handle.Terms is { Network: null, Policy.Mode: not LimitMode.Off } terms)
        {
            return new LimitFeature(new LimitUse(Unit(context, terms, mark)) { HasEnd = HasEnd(terms.Policy) }, mark.InProcess);
        }

        var units = new List<UnitUse>(limits.Length);
        foreach (var limit in limits)
        {
            Add(units, context, limit.Handle.Terms, limit.Mark);
        }

        return units.Count == 0
            ? null
            : new LimitFeature(new LimitUse(units) { HasEnd = units.Exists(u => HasEnd(u.Policy)) }, Array.Exists(limits, l => l.Mark.InProcess));
    }

    internal static SubjectRef SubjectOf(HttpContext context, LimitPolicy policy) => policy.Subject switch
    {
        LimitSubjectKind.User when UserId.TryParse(context.User.FindFirst("sub")?.Value, null, out var user) => SubjectRef.Of(user),
        LimitSubjectKind.User or LimitSubjectKind.Key when CurrentKey.From(context.User) is { } key => SubjectRef.Of(key.Hash),
        _ => SubjectRef.Of(AddressOf(context)),
    };

    private static IPAddress AddressOf(HttpContext context) => ClientAddress.Plain(context.Connection.RemoteIpAddress);

    private static bool HasEnd(LimitPolicy policy) => policy.RefundOnFault || policy.Algorithm == LimitAlgorithm.Concurrency;

    private void Add(List<UnitUse> units, HttpContext context, LimitTerms terms, LimitMark mark)
    {
        if (terms.Policy.Mode == LimitMode.Off)
        {
            return;
        }

        units.Add(Unit(context, terms, mark));
        if (terms.Network is { } network && SubjectRef.OfNetwork(AddressOf(context)) is { } whole)
        {
            units.Add(new UnitUse(network, whole, units[^1].Cost));
        }
    }

    private UnitUse Unit(HttpContext context, LimitTerms terms, LimitMark mark)
    {
        var cost = terms.Policy.Unit == LimitUnit.ContentBytes ? context.Request.ContentLength ?? Unknown(context.Request) : mark.Cost;
        return new UnitUse(terms, SubjectOf(context, terms.Policy), cost);
    }

    private long Unknown(HttpRequest request) => request.Headers.TransferEncoding.Count > 0 || HttpProtocol.IsHttp2(request.Protocol) ? maxBody : 0;
}

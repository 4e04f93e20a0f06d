using System.Net;
using OrleansBackends.Grains.Interfaces.Links.Visits;

namespace OrleansBackends.WebFrontend.Links.Stats;

/// <summary>A redirect as it happened: references alone, read later and off the request.</summary>
internal readonly record struct RawClick(
    LinkTarget Link, DateTimeOffset At, IPAddress? Address, string UserAgent, string Referrer, string Languages, string Purpose, string SecPurpose,
    string? Rule);

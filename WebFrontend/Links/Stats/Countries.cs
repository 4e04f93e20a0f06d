using System.Net;
using MaxMind.Db;
using MaxMind.GeoIP2;
using Microsoft.Extensions.Options;

namespace OrleansBackends.WebFrontend.Links.Stats;

/// <summary>Countries of addresses, where <c>Links:GeoIpFile</c> names a file that knows them.</summary>
internal sealed class Countries(IOptions<LinksWebOptions> options) : IDisposable
{
    private readonly DatabaseReader? file = options.Value.GeoIpFile is { } path ? new DatabaseReader(path, FileAccessMode.MemoryMapped) : null;

    /// <summary>ISO 3166 code in lower case, or null when nothing is known.</summary>
    public string? Of(IPAddress address) =>
        file is not null && file.TryCountry(address, out var found) ? found?.Country.IsoCode?.ToLowerInvariant() : null;

    public void Dispose() => file?.Dispose();
}

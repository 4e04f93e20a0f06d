using System.Net;
using Microsoft.Extensions.Options;
using OrleansBackends.WebFrontend.Links;
using OrleansBackends.WebFrontend.Links.Stats;

namespace OrleansBackends.Tests.Links.Stats;

public sealed class CountriesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Countries countries;

    public CountriesTests()
    {
        var path = Path.Combine(folder.Path, "countries.mmdb");
        CountryFile.Write(path, ("81.2.69.0/24", "GB"), ("81.2.70.128/25", "SE"), ("2001:218::/32", "JP"));
        countries = new Countries(Options.Create(new LinksWebOptions { GeoIpFile = path }));
    }

    public void Dispose()
    {
        countries.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("81.2.69.1", "gb")]
    [InlineData("81.2.69.255", "gb")]
    [InlineData("81.2.70.200", "se")]
    [InlineData("81.2.70.1", null)]
    [InlineData("10.0.0.1", null)]
    [InlineData("2001:218:1::1", "jp")]
    [InlineData("2001:219::1", null)]
    public void An_address_is_looked_up_in_the_file(string address, string? country) => Assert.Equal(country, countries.Of(IPAddress.Parse(address)));

    [Fact]
    public void Without_a_file_no_country_is_known()
    {
        using var none = new Countries(Options.Create(new LinksWebOptions()));
        Assert.Null(none.Of(IPAddress.Parse("81.2.69.1")));
    }
}

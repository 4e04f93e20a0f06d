using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace OrleansBackends.WebFrontend.Common;

/// <summary><c>Proxy:Known</c>: networks whose word is taken for the caller's address and scheme. Without any, forwarding headers mean nothing.</summary>
internal sealed class ProxyOptions
{
    public string[] Known { get; set; } = [];
}

internal static class Proxies
{
    public static IServiceCollection AddKnownProxies(this IServiceCollection services)
    {
        services.AddOptions<ProxyOptions>()
            .Configure<IConfiguration>((proxies, configuration) => proxies.Known = configuration.GetList("Proxy:Known"))
            .Validate(proxies => proxies.Known.All(known => System.Net.IPNetwork.TryParse(known, out _)), "Proxy:Known must be networks such as 10.0.0.0/8.")
            .ValidateOnStart();
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<ProxyOptions>>((headers, proxies) =>
        {
            headers.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            headers.ForwardLimit = null; // Read from the right for as long as the addresses are known.
            headers.KnownProxies.Clear();
            headers.KnownIPNetworks.Clear();
            foreach (var known in proxies.Value.Known)
            {
                headers.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(known));
            }
        });
        return services;
    }

    public static void UseKnownProxies(this IApplicationBuilder app)
    {
        // With an empty list the middleware would believe everybody.
        if (app.ApplicationServices.GetRequiredService<IOptions<ProxyOptions>>().Value.Known.Length > 0)
        {
            app.UseForwardedHeaders();
        }
    }
}

using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>One set of keys under the framework's data protection for all frontends: what one seals, every other opens, also after a restart.</summary>
public static class SharedKeys
{
    public static IServiceCollection AddSharedKeys(this IServiceCollection services)
    {
        // Looked up at each use: this is made before the client has joined the cluster and knows its grains.
        services.AddSingleton(provider => new ProtectionKeys(() => provider.GetRequiredService<IGrainFactory>().GetGrain<IKeyRingGrain>(IKeyRingGrain.Main)));
        return services.AddProtection();
    }

    internal static IServiceCollection AddProtection(this IServiceCollection services)
    {
        services.AddSingleton<ProtectionKeyWatch>().AddHostedService(provider => provider.GetRequiredService<ProtectionKeyWatch>());
        services.AddSingleton<IKeyManager>(provider => new SharedKeyManager(
            ActivatorUtilities.CreateInstance<XmlKeyManager>(provider), provider.GetRequiredService<ProtectionKeys>()));
        // Without a name of its own an application is told from others by the folder it runs in.
        services.Configure<DataProtectionOptions>(options => options.ApplicationDiscriminator = "orleans-backends");
        services.AddOptions<KeyManagementOptions>().Configure<ProtectionKeys>((options, keys) =>
        {
            options.XmlRepository = keys;
            options.XmlEncryptor = new NullXmlEncryptor(); // The key ring seals what it is given.
        });
        services.AddDataProtection();
        return services;
    }
}

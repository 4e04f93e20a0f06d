using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace OrleansBackends.Grains.Common;

/// <summary>What grains find in a silo's services besides storage.</summary>
public static class GrainServices
{
    public static IServiceCollection AddGrainServices(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<SecretOptions>, SecretOptionsValidator>();
        services.AddOptions<SecretOptions>().BindConfiguration(SecretOptions.Section).ValidateOnStart();
        services.AddSingleton<SecretBox>();
        services.AddSingleton<SafeDialer>().AddSingleton<SafeHttpClient>();
        services.AddHostedService<SweeperStart>();
        return services;
    }
}

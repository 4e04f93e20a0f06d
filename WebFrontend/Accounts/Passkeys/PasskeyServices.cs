using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace OrleansBackends.WebFrontend.Accounts;

internal static class PasskeyServices
{
    /// <summary>The framework's handler over accounts, for our own host and origin. It checks no attestation, since none is asked for.</summary>
    public static IServiceCollection AddPasskeys(this IServiceCollection services)
    {
        services.AddIdentityCore<AccountRef>().AddUserStore<GrainUserStore>();
        services.AddScoped<IPasskeyHandler<AccountRef>, PasskeyHandler<AccountRef>>().AddScoped<PasskeyCeremonies>().AddScoped<PasskeyFlows>().AddScoped<Reauthentication>();
        services.AddOptions<IdentityPasskeyOptions>().Configure<IOptions<FrontendOptions>>((passkeys, frontend) =>
        {
            var own = frontend.Value.PublicUrl.GetLeftPart(UriPartial.Authority);
            passkeys.ServerDomain = frontend.Value.PublicUrl.Host;
            passkeys.UserVerificationRequirement = "required";
            passkeys.ResidentKeyRequirement = "required";
            passkeys.AttestationConveyancePreference = "none";
            passkeys.ValidateOrigin = seen => ValueTask.FromResult(!seen.CrossOrigin && seen.Origin == own);
        });
        return services;
    }
}

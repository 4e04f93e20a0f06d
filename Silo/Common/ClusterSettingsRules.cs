using Microsoft.Extensions.Options;

namespace OrleansBackends.Silo.Common;

internal sealed class ClusterSettingsRules : IValidateOptions<ClusterSettings>
{
    public ValidateOptionsResult Validate(string? name, ClusterSettings options) => options switch
    {
        { ClusterId.Length: 0 } => Refuse("Cluster:ClusterId must not be empty."),
        { SiloPort: < 1 or > 65535 } => Refuse("Cluster:SiloPort must be a port from 1 to 65535."),
        { GatewayPort: < 0 or > 65535 } => Refuse("Cluster:GatewayPort must be a port from 1 to 65535, or 0 for none."),
        { HealthPort: < 1 or > 65535 } => Refuse("Cluster:HealthPort (or PORT) must be a port from 1 to 65535."),
        _ when options.FindAddress() is null => Refuse("Cluster:Address must be an IP address of this machine, or auto."),
        _ => ValidateOptionsResult.Success,
    };

    private static ValidateOptionsResult Refuse(string sentence) => ValidateOptionsResult.Fail(sentence);
}

using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

/// <summary>With what, and from which network, somebody signed in.</summary>
internal sealed record SeenDevice(string Name, string? Network);

internal static class DeviceRules
{
    public const int MaxDevices = 20;

    /// <summary>What the audit says of a sign-in that the user is mailed about.</summary>
    public const string NewDevice = "new-device";

    /// <summary>Whether the account was signed in to before, but never with this browser and never with such a device from such a network.</summary>
    public static bool IsNewDevice(this AccountState state, CallOrigin origin) =>
        !state.Devices.IsEmpty && origin.DeviceOf != state.Id && !state.Devices.Contains(Of(origin));

    public static AccountState Seeing(this AccountState state, CallOrigin origin) =>
        state with { Devices = [Of(origin), .. state.Devices.Remove(Of(origin)).Take(MaxDevices - 1)] };

    private static SeenDevice Of(CallOrigin origin) => new(origin.Device, origin.IpPrefix);
}

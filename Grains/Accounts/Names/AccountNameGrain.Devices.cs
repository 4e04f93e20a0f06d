using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

/// <summary>
/// Budgets of the owner's own devices: a device is known only after a right password and its cookie cannot be invented. As with the guard of the
/// address, they are in memory until a wait is long enough to be written.
/// </summary>
internal sealed partial class AccountNameGrain
{
    private const int MaxDevices = 20;

    private readonly Dictionary<Guid, AttemptGuard> devices = [];

    public async Task<Result<Attempt>> BeginDeviceAttempt(KnownDevice device)
    {
        if (!IsOwners(device))
        {
            return await BeginAttempt();
        }

        var charged = devices.GetValueOrDefault(device.Id, new AttemptGuard()).Charge(time.Now(), AttemptGuard.FreeForDevice);
        if (!charged.IsOk)
        {
            return charged.Error;
        }

        devices[device.Id] = charged.Value;
        if (devices.Count > MaxDevices)
        {
            devices.Remove(devices.MinBy(d => d.Value.LastFailure).Key);
        }

        await KeepDevices(charged.Value.IsWorthKeeping);

        return new Attempt(device.User);
    }

    public async Task EndDeviceAttempt(KnownDevice device, bool ok)
    {
        if (!IsOwners(device))
        {
            await EndAttempt(ok);
        }
        else if (ok)
        {
            devices.Remove(device.Id);
            await KeepDevices(document.Current.Devices.Exists(d => d.Id == device.Id));
        }
        else if (devices.TryGetValue(device.Id, out var guard))
        {
            devices[device.Id] = guard.TakeBack();
            await KeepDevices(document.Current.Devices.Exists(d => d.Id == device.Id));
        }
    }

    private async Task KeepDevices(bool worthKeeping)
    {
        if (worthKeeping && document.Exists)
        {
            await document.Commit(document.Current with { Devices = [.. devices.Select(d => new DeviceGuard(d.Key, d.Value))] });
        }
    }

    private bool IsOwners(KnownDevice device) => document.Current.Status == NameStatus.Held && document.Current.User == device.User;
}

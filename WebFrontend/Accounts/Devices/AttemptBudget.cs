using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>What attempts to sign in under an address are charged to: the address, or the device that its owner is known by.</summary>
internal sealed class AttemptBudget(IAccountNameGrain name, KnownDevice? device)
{
    public Task<Result<Attempt>> Begin() => device is null ? name.BeginAttempt() : name.BeginDeviceAttempt(device);

    public Task End(bool ok) => device is null ? name.EndAttempt(ok) : name.EndDeviceAttempt(device, ok);
}

using System.Text;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

internal sealed partial class KeyRingGrain
{
    public Task<ProtectionElements?> DataProtection(int known) =>
        Task.FromResult(document.Current.ProtectionVersion > known ? ShowElements() : null);

    public async Task<ProtectionElements> StoreElement(string name, string xml, int known)
    {
        if (document.Current.ProtectionVersion == known)
        {
            var box = secrets.Seal(Encoding.UTF8.GetBytes(xml), this.GetPrimaryKeyString(), name);
            await Commit(document.Current.Add(new RingElement(name, box)));
        }

        return ShowElements();
    }

    private ProtectionElements ShowElements() => new(
        document.Current.ProtectionVersion,
        [.. document.Current.Protection.Select(e => Encoding.UTF8.GetString(secrets.Open(e.Box, this.GetPrimaryKeyString(), e.Name)))]);
}

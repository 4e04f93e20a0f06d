using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>
/// The ring's elements as this process knows them. The framework asks for them synchronously: it reads what lies here, and waits for the ring only
/// where it makes a key, which it does on a thread of its own while requests go on with the keys there are.
/// </summary>
internal sealed class ProtectionKeys(Func<IKeyRingGrain> ring) : IXmlRepository, IDisposable
{
    private readonly Lock gate = new();
    private ProtectionElements known = new(0, []);
    private CancellationTokenSource changed = new();

    /// <summary>Cancelled when there are other elements than now.</summary>
    public CancellationToken Changed => Volatile.Read(ref changed).Token;

    public IReadOnlyCollection<XElement> GetAllElements() => [.. Volatile.Read(ref known).Xml.Select(xml => XElement.Parse(xml))];

    public void StoreElement(XElement element, string friendlyName) => Learn(
        ring().StoreElement(friendlyName, element.ToString(SaveOptions.DisableFormatting), Volatile.Read(ref known).Version).GetAwaiter().GetResult());

    /// <summary>True where there was something new.</summary>
    public async Task<bool> ReadAsync() =>
        await ring().DataProtection(Volatile.Read(ref known).Version) is { } elements && Learn(elements);

    public void Dispose() => changed.Dispose();

    private bool Learn(ProtectionElements elements)
    {
        CancellationTokenSource outdated;
        lock (gate)
        {
            if (elements.Version <= known.Version)
            {
                return false;
            }

            Volatile.Write(ref known, elements);
            outdated = changed;
            Volatile.Write(ref changed, new CancellationTokenSource());
        }

        outdated.Cancel();
        outdated.Dispose();
        return true;
    }
}

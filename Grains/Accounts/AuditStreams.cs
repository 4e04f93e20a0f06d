using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

/// <summary>Audit journals by the grain that owns each: an account's, that of the signing keys, a client's.</summary>
internal static class AuditStreams
{
    private const string Client = "client-";

    public static StreamName Keys { get; } = Named("system");

    public static string Prefix { get; } = Named("").ToString();

    public static StreamName Of(UserId user) => Named(user.ToString());

    public static StreamName OfClient(string clientId) => Named(Client + clientId);

    public static GrainId OwnerOf(string stream) => stream[Prefix.Length..] switch
    {
        var id when id == Keys.Id => GrainId.Create("keyring", IKeyRingGrain.Main),
        var id when id.StartsWith(Client, StringComparison.Ordinal) => GrainId.Create("oauthclient", OAuthKeys.Client(id[Client.Length..])),
        var id => GrainId.Create("account", AccountKey.Prefix + id),
    };

    public static StreamName OwnedBy(string grainKey) =>
        grainKey == IKeyRingGrain.Main ? Keys
        : grainKey.StartsWith(AccountKey.Prefix, StringComparison.Ordinal) ? Named(grainKey[AccountKey.Prefix.Length..])
        : OfClient(OAuthKeys.ClientId(grainKey));

    private static StreamName Named(string id) => new("accounts", "audit", id);
}

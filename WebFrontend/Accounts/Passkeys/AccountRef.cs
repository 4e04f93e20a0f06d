using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>An account as the framework's handler of passkeys knows it: an id, and what its proofs are verified with.</summary>
internal sealed record AccountRef(UserId Id, IReadOnlyList<PasskeyKey> Keys);

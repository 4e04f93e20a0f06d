using System.Text.Json;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

/// <param name="State">Goes back with the credential, within five minutes.</param>
/// <param name="Options">What `navigator.credentials` takes, as JSON.</param>
public sealed record PasskeyOptionsAnswer(string State, JsonElement Options);

public sealed record PasskeysAnswer(IReadOnlyList<PasskeyView> Items);

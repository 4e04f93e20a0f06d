using System.Text.Json.Serialization;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>A refusal in the form of RFC 6749, section 5.2.</summary>
internal sealed record ProviderRefusal(
    [property: JsonPropertyName("error")] string Error, [property: JsonPropertyName("error_description")] string? Description);

namespace OrleansBackends.Grains.Interfaces.Accounts;

/// <summary>Refusals of the provider. The routes under <c>/connect</c> say them in the protocol's own form.</summary>
public static class OAuthErrors
{
    public static Error ClientNotFound { get; } = Errors.NotFound("client");

    public static Error ClientExists { get; } = new(ErrorKind.Conflict, "client-exists", "There is such a client already.");

    public static Error ConfidentialOnly { get; } =
        new(ErrorKind.Conflict, "client-is-public", "A public client has no secret.");

    public static Error InvalidClient { get; } = new(ErrorKind.Unauthorized, "invalid-client", "The client is unknown, switched off, or its secret is wrong.");

    public static Error InvalidGrant { get; } =
        new(ErrorKind.Invalid, "invalid-grant", "The code or token is not valid: it was used, has expired, or belongs to another client.");

    public static Error InvalidScope { get; } = new(ErrorKind.Invalid, "invalid-scope", "The scope goes beyond what was granted.");

    public static Error AuthorizationNotFound { get; } = Errors.NotFound("authorization");

    public static Error InvalidClientSettings(string message, string member) =>
        new(ErrorKind.Unprocessable, "invalid-client-settings", message) { Member = member };
}

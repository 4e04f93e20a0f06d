namespace OrleansBackends.Grains.Interfaces.Accounts;

/// <summary>Events of the topic <c>accounts:user:me</c>.</summary>
public static class AccountEvents
{
    public const string Topic = "accounts:user";

    public const string SessionAdded = "session-added";
    public const string SessionRevoked = "session-revoked";
    public const string Security = "security";
    public const string RolesChanged = "roles-changed";
}

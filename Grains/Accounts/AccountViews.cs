using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

internal static class AccountViews
{
    public static AccountView Show(this AccountState state) => new()
    {
        Id = state.Id,
        Email = state.Email,
        EmailVerified = state.EmailVerified,
        Username = state.Username,
        DisplayName = state.DisplayName,
        Bio = state.Bio,
        ImageUrl = state.ImageUrl,
        Locale = state.Locale,
        TimeZone = state.TimeZone,
        Roles = state.Roles,
        RolesHeldBack = [],
        SecondFactor = state.SecondFactor.Show(state.Passkeys.Count),
        PasswordSetAt = state.Password.SetAt,
        CreatedAt = state.CreatedAt,
        DeletionDueAt = state.DeletionDueAt,
        Version = state.Revision,
    };

    public static AdminUserView ShowToAdmin(this AccountState state, DateTimeOffset now) => new(state.Show())
    {
        Status = state.Status,
        Policy = state.Policy,
        LastSeenAt = state.LastSeenAt,
        Sessions = state.Sessions.Count(s => s.ExpiresAt > now),
        ResetRequired = state.ResetRequired,
        ApiKeys = state.ApiKeys.Count(k => k.ExpiresAt is null || k.ExpiresAt > now),
    };

    public static SessionView Show(this Session session, Guid? current) => new()
    {
        Id = session.Id,
        Current = session.Id == current,
        Kind = session.Kind,
        Device = session.Device,
        IpPrefix = session.IpPrefix,
        Methods = session.Methods,
        CreatedAt = session.CreatedAt,
        LastUsedAt = session.LastUsedAt,
        ExpiresAt = session.ExpiresAt,
    };

    public static SessionGrant Grant(this AccountState state, Session session, byte[]? secret) => new()
    {
        SessionId = session.Id,
        RefreshToken = secret is null ? null : new RefreshToken(state.Id, session.Id, secret).Write(),
        AuthenticatedAt = session.AuthenticatedAt,
        Generation = state.Generation,
        Methods = session.Methods,
        Account = state.Show(),
        Kind = session.Kind,
        Remember = session.EndsAt - session.CreatedAt > SessionRules.MaxAgeUnremembered,
    };
}

using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

/// <summary>What a commit changed that the user's open pages and the frontends' caches want to know.</summary>
internal static class AccountNews
{
    /// <summary>What happened, by the name of its live event.</summary>
    public static IEnumerable<(string Name, object Data)> Between(AccountState before, AccountState after)
    {
        foreach (var added in after.Sessions.Where(s => !before.Sessions.Exists(b => b.Id == s.Id)))
        {
            yield return (AccountEvents.SessionAdded, new { added.Id, added.Device });
        }

        foreach (var gone in before.Sessions.Where(b => !after.Sessions.Exists(s => s.Id == b.Id)))
        {
            yield return (AccountEvents.SessionRevoked, new { gone.Id });
        }

        foreach (var entry in after.Audit.Where(e => e.Seq > before.AuditCount && AuditKinds.Security.Contains(e.Kind)))
        {
            yield return (AccountEvents.Security, new { entry.Kind, entry.At, entry.Device });
        }

        if (!before.Roles.SequenceEqual(after.Roles))
        {
            yield return (AccountEvents.RolesChanged, new { after.Roles });
        }
    }

    /// <summary>Whether others see another person than before.</summary>
    public static bool ChangesProfile(AccountState before, AccountState after) =>
        (before.Username, before.DisplayName, before.Bio, before.ImageUrl, before.Status) != (after.Username, after.DisplayName, after.Bio, after.ImageUrl, after.Status);
}

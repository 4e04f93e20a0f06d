using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>All roles and scopes that the slices declare.</summary>
internal sealed class AccessCatalogue(IEnumerable<RoleDeclaration> roles, IEnumerable<ScopeDeclaration> scopes)
{
    public IReadOnlyList<RoleDeclaration> Roles { get; } = [.. roles.OrderBy(r => r.Name, StringComparer.Ordinal)];

    private readonly Dictionary<string, ScopeDeclaration> byName = scopes.ToDictionary(s => s.Name);

    public Error? RefuseRoles(IEnumerable<string> names) =>
        names.All(name => Roles.Any(r => r.Name == name)) ? null : AdminErrors.UnknownRole;

    /// <summary>A key never holds more than its owner.</summary>
    public Error? RefuseScopes(IEnumerable<string> names, CurrentUser owner)
    {
        foreach (var name in names)
        {
            if (!byName.TryGetValue(name, out var scope))
            {
                return AccountErrors.UnknownScope;
            }

            if (scope.Role is { } role && !owner.Roles.Contains(role))
            {
                return AccountErrors.ScopeNotHeld;
            }
        }

        return null;
    }
}

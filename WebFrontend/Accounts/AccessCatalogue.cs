using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>All roles and scopes that the slices declare.</summary>
internal sealed class AccessCatalogue(IEnumerable<RoleDeclaration> roles, IEnumerable<ScopeDeclaration> scopes)
{
    private readonly Dictionary<string, ScopeDeclaration> byName = scopes.ToDictionary(s => s.Name);

    public IReadOnlyList<RoleDeclaration> Roles { get; } = [.. roles.OrderBy(r => r.Name, StringComparer.Ordinal)];

    public IReadOnlyList<ScopeDeclaration> Scopes { get; } = [.. scopes.OrderBy(s => s.Name, StringComparer.Ordinal)];

    /// <summary>Whether any of the scopes rests on a role.</summary>
    public bool NeedRoles(IEnumerable<string> names) => names.Any(name => byName.TryGetValue(name, out var scope) && scope.Role is not null);

    public Error? RefuseRoles(IEnumerable<string> names) =>
        names.All(name => Roles.Any(r => r.Name == name)) ? null : AdminErrors.UnknownRole;

    /// <summary>What a key reaches now: its scopes as far as its owner still may, and of the owner's roles only those that these scopes stand for.</summary>
    public (IReadOnlyList<string> Scopes, IReadOnlyList<string> Roles) Reach(IEnumerable<string> scopes, IReadOnlyList<string> owned)
    {
        var held = scopes.Where(name => byName.TryGetValue(name, out var scope) && (scope.Role is null || owned.Contains(scope.Role))).ToList();
        return (held, [.. held.Select(name => byName[name].Role).OfType<string>().Distinct()]);
    }

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

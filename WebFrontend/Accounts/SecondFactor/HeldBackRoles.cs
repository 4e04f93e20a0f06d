using Microsoft.Extensions.Options;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>Roles that a session carries only after a second factor was used in it.</summary>
internal sealed class HeldBackRoles(IEnumerable<RoleDeclaration> roles, IOptions<AccountsOptions> options)
{
    /// <summary>All such roles; nobody who holds one turns the second factor off.</summary>
    public IReadOnlyList<string> Guarded { get; } =
        options.Value.RequireSecondFactor ? [.. roles.Where(r => r.RequiresSecondFactor).Select(r => r.Name)] : [];

    /// <summary>The account as a session sees it in which these methods were used.</summary>
    public AccountView Apply(AccountView account, IEnumerable<string> methods) =>
        Guarded.Count == 0 || methods.Any(AuthenticationMethods.SecondFactors.Contains)
            ? account
            : account with
            {
                Roles = [.. account.Roles.Except(Guarded)],
                RolesHeldBack = [.. account.Roles.Intersect(Guarded)],
            };

    /// <summary>The same for whoever is calling; an API key has no session and shows the account as it is.</summary>
    public AccountView Apply(AccountView account, CurrentUser user) => user.SessionId is null ? account : Apply(account, user.Methods);
}

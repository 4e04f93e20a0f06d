using OrleansBackends.Grains.Interfaces.Accounts;
using OrleansBackends.WebFrontend.Accounts;
using OrleansBackends.WebFrontend.Common;

namespace OrleansBackends.Tests.Accounts;

/// <summary>What a key may be made for, and what it reaches when it is used.</summary>
public class AccessCatalogueTests
{
    private static readonly string[] Both = ["links:read", "shop:manage"];
    private static readonly string[] Manager = ["shop:manager", "blog:author"];

    private readonly AccessCatalogue catalogue = new(
        [new RoleDeclaration("shop:manager", "Runs the shop.")],
        [new ScopeDeclaration("links:read", "Read links."), new ScopeDeclaration("shop:manage", "Run the shop.", "shop:manager")]);

    [Fact]
    public void A_scope_that_rests_on_a_role_is_for_who_has_the_role()
    {
        Assert.Equal(AccountErrors.ScopeNotHeld, catalogue.RefuseScopes(Both, User()));
        Assert.Null(catalogue.RefuseScopes(Both, User(Manager)));
        Assert.Equal(AccountErrors.UnknownScope, catalogue.RefuseScopes(["shop:own"], User(Manager)));
    }

    [Fact]
    public void A_key_reaches_what_its_owner_holds_when_it_is_used()
    {
        var (scopes, roles) = catalogue.Reach(Both, Manager);
        Assert.Equal(Both, scopes);
        Assert.Equal(["shop:manager"], roles);
        (scopes, roles) = catalogue.Reach(Both, []);
        Assert.Equal(["links:read"], scopes);
        Assert.Empty(roles);
    }

    private static CurrentUser User(params string[] roles) => new(new UserId(Guid.NewGuid()), roles.ToHashSet());
}

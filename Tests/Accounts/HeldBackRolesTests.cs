using Microsoft.Extensions.Options;
using OrleansBackends.Grains.Interfaces.Accounts;
using OrleansBackends.WebFrontend.Accounts;
using OrleansBackends.WebFrontend.Common;

namespace OrleansBackends.Tests.Accounts;

public class HeldBackRolesTests
{
    private static readonly RoleDeclaration[] Declared = [new("admin", "Runs it.", RequiresSecondFactor: true), new("blog:author", "Writes.")];

    private static readonly AccountView Account = new()
    {
        Id = new UserId(Guid.NewGuid()),
        Email = "a@example.com",
        EmailVerified = true,
        Username = "somebody",
        Roles = ["admin", "blog:author"],
        RolesHeldBack = [],
        SecondFactor = new SecondFactorView(true, 0, 10),
        PasswordSetAt = default,
        CreatedAt = default,
        Version = 1,
    };

    [Fact]
    public void A_password_alone_leaves_out_what_requires_more()
    {
        var seen = Roles(required: true).Apply(Account, ["pwd"]);
        Assert.Equal(["blog:author"], seen.Roles);
        Assert.Equal(["admin"], seen.RolesHeldBack);
    }

    [Theory]
    [InlineData("otp")]
    [InlineData("rec")]
    public void Either_second_factor_brings_it(string method)
    {
        var seen = Roles(required: true).Apply(Account, ["pwd", method]);
        Assert.Equal(["admin", "blog:author"], seen.Roles);
        Assert.Empty(seen.RolesHeldBack);
    }

    [Fact]
    public void Nothing_is_held_back_where_the_operator_wants_it_so()
    {
        var roles = Roles(required: false);
        Assert.Empty(roles.Guarded);
        Assert.Equal(["admin", "blog:author"], roles.Apply(Account, ["pwd"]).Roles);
    }

    private static HeldBackRoles Roles(bool required) => new(Declared, Options.Create(new AccountsOptions { RequireSecondFactor = required }));
}

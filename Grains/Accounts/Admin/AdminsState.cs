using System.Collections.Immutable;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

/// <summary>Who is an admin, as far as "the last one" is concerned: one who is disabled or leaves is none.</summary>
internal sealed record AdminsState
{
    public const string Name = "accounts.admins";

    public const int MaxAdmins = 200;

    public int SchemaVersion { get; init; } = 1;

    public ImmutableList<UserId> Admins { get; init; } = [];

    /// <summary>A step that was decided and perhaps not carried out yet; its completion changes the list.</summary>
    public AdminStep? Pending { get; init; }

    public string? SetupTokenHash { get; init; }

    public DateTimeOffset? SetUpAt { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public AdminsState Completed(AdminStep step) => this with
    {
        Pending = null,
        Admins = step.MakesAdmin ? Admins.Remove(step.User).Add(step.User) : Admins.Remove(step.User),
    };
}

internal enum StepKind
{
    Roles,
    Disable,
    Enable,
    Setup,
    Delete,
    Restore,
}

/// <summary>Something to do to one account.</summary>
internal sealed record AdminStep(StepKind Kind, UserId User, ActedBy By)
{
    public const string Role = "admin";

    public ImmutableList<string> Roles { get; init; } = [];

    public string? Reason { get; init; }

    /// <summary>Whether the user is an admin after it.</summary>
    public bool MakesAdmin { get; init; }

    /// <summary>Refuses what would leave nobody, or shut the caller out.</summary>
    public static Result<AdminStep> Decide(AdminsState state, AdminStep step, AdminUserView user)
    {
        var (disabled, leaves) = (user.Status == AccountStatus.Disabled, user.DeletionDueAt is not null);
        var makes = step.Kind switch
        {
            StepKind.Roles => !disabled && !leaves && step.Roles.Contains(Role),
            StepKind.Enable => !leaves && user.Roles.Contains(Role),
            StepKind.Restore => !disabled && user.Roles.Contains(Role),
            _ => false,
        };
        if (state.Admins.Contains(step.User) && !makes)
        {
            if (step.By.Actor == step.User && step.Kind != StepKind.Delete)
            {
                return AdminErrors.SelfLockout;
            }

            if (state.Admins.Count == 1)
            {
                return AdminErrors.LastAdmin;
            }
        }

        return step.Kind == StepKind.Disable && step.By.Actor == step.User ? AdminErrors.SelfLockout
            : makes && !state.Admins.Contains(step.User) && state.Admins.Count >= AdminsState.MaxAdmins ? AdminErrors.TooManyAdmins
            : step with { MakesAdmin = makes };
    }
}

using OrleansBackends.Grains.Interfaces.RateLimits;
using OrleansBackends.Grains.Interfaces.RateLimits.Apps;

namespace OrleansBackends.Grains.RateLimits.Apps;

internal static class LimitAppRules
{
    public static bool IsName(string? name) => !string.IsNullOrWhiteSpace(name) && name.Length <= AppLimits.Name && !name.Any(char.IsControl);

    public static bool IsManagedBy(this LimitAppState app, LimitCaller caller) => app.Owner is { } owner ? owner == caller.User : caller.IsAdmin;

    public static Result<LimitAppState> Changing(this LimitAppState app, LimitAppChange change, int version)
    {
        if (app.Version != version)
        {
            return Errors.Stale;
        }

        return change.Name.IsSet && !IsName(change.Name.Value)
            ? RateLimitErrors.NameInvalid
            : app with { Name = change.Name.Or(app.Name)!, LegacyHeaders = change.LegacyHeaders.Or(app.LegacyHeaders), Version = app.Version + 1 };
    }

    public static Result<LimitAppState> AddingKey(this LimitAppState app, LimitKey key)
    {
        if (app.Owner is null)
        {
            return RateLimitErrors.BuiltIn;
        }

        return !IsName(key.Name) ? RateLimitErrors.NameInvalid
            : app.Keys.Count >= AppLimits.Keys ? RateLimitErrors.TooManyKeys
            : app with { Keys = app.Keys.Add(key), Version = app.Version + 1 };
    }

    public static Result<LimitAppState> RemovingKey(this LimitAppState app, string keyId) => app.Keys.Find(k => k.Id == keyId) is { } key
        ? app with { Keys = app.Keys.Remove(key), Version = app.Version + 1 }
        : RateLimitErrors.KeyNotFound;

    /// <summary>Who is counted is no matter of the caller's: it stays what the code says.</summary>
    public static Result<LimitAppState> Putting(this LimitAppState app, LimitPolicy policy, int? version)
    {
        if (LimitPolicyRules.Check(policy) is { } invalid)
        {
            return invalid;
        }

        var place = app.Policies.FindIndex(p => p.Name == policy.Name);
        if (place < 0)
        {
            return version is not null ? RateLimitErrors.PolicyNotFound
                : app.Policies.Count >= AppLimits.Policies ? RateLimitErrors.TooManyPolicies
                : app.With([.. app.Policies, app.Numbered(policy)]);
        }

        var old = app.Policies[place];
        return old.Version != version
            ? Errors.Stale
            : app.With([.. app.Policies.SetItem(place, app.Numbered(policy with { Subject = old.Subject, AlsoByNetwork = old.AlsoByNetwork }))]);
    }

    public static Result<LimitAppState> Dropping(this LimitAppState app, string name, int version)
    {
        if (app.Policies.Find(p => p.Name == name) is not { } policy)
        {
            return RateLimitErrors.PolicyNotFound;
        }

        return policy.Version != version ? Errors.Stale
            : app.Owner is null && LimitPolicies.Find(name) is not null ? RateLimitErrors.PolicyNeeded
            : app.With([.. app.Policies.Remove(policy)]);
    }

    /// <summary>The same application with those policies that it does not have yet.</summary>
    public static LimitAppState Seeded(this LimitAppState app, IEnumerable<LimitPolicy> policies) =>
        policies.Where(p => app.Policies.All(known => known.Name != p.Name)).ToList() is { Count: > 0 } missing
            ? missing.Aggregate(app, (seeded, policy) => seeded.With([.. seeded.Policies, seeded.Numbered(policy)]))
            : app;

    private static LimitPolicy Numbered(this LimitAppState app, LimitPolicy policy) => policy with { Version = app.PolicyVersion + 1 };

    private static LimitAppState With(this LimitAppState app, IEnumerable<LimitPolicy> policies) =>
        app with { Policies = [.. policies.OrderBy(p => p.Name, StringComparer.Ordinal)], PolicyVersion = app.PolicyVersion + 1 };
}

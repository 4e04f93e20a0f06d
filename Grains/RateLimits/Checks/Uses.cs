using System.Buffers.Text;
using System.Security.Cryptography;

namespace OrleansBackends.Grains.RateLimits.Checks;

/// <summary>A use under a policy of concurrency; it is over at <paramref name="ExpiresAt"/>, in nanoseconds, that instant included.</summary>
internal sealed record Use(string Id, LimitPolicy Policy, long ExpiresAt);

/// <summary>What a subject uses now, under all its policies of concurrency; at most <see cref="Most"/> uses.</summary>
internal sealed class Uses
{
    public const int Most = LimitPolicyRules.MaxUses;
    public const int IdBytes = 16;

    private readonly Dictionary<string, Use> uses = [];

    public IEnumerable<Use> All => uses.Values;

    /// <summary>The use that began, if it was granted, and what the policy says.</summary>
    public (Use? Use, LimitDecision Decision) Acquire(LimitPolicy policy, long timeToLive, long now)
    {
        var decision = Look(policy, now, taking: 1);
        if ((!decision.Allowed && policy.Mode == LimitMode.Enforce) || uses.Count >= Most)
        {
            return (null, decision with { Allowed = false });
        }

        var use = new Use(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(IdBytes)), policy, now + timeToLive);
        Put(use);
        return (use, Look(policy, now, taking: 0) with { Allowed = decision.Allowed });
    }

    /// <summary>The use with its new end, or null when it is over.</summary>
    public Use? Renew(string id, long timeToLive, long now)
    {
        Expire(now);
        if (!uses.TryGetValue(id, out var use))
        {
            return null;
        }

        Put(use with { ExpiresAt = now + timeToLive });
        return uses[id];
    }

    public Use? Release(string id) => uses.Remove(id, out var use) ? use : null;

    public void Clear() => uses.Clear();

    public void Put(Use use) => uses[use.Id] = use;

    public int Held(string policy, long now)
    {
        Expire(now);
        return uses.Values.Count(u => u.Policy.Name == policy);
    }

    public LimitDecision Look(LimitPolicy policy, long now, int taking)
    {
        Expire(now);
        var ends = uses.Values.Where(u => u.Policy.Name == policy.Name).Select(u => u.ExpiresAt - now).Order().ToList();
        var over = ends.Count + taking - policy.Limit;
        return new LimitDecision(
            over <= 0, Math.Max(0, policy.Limit - ends.Count), over <= 0 ? 0 : ends[(int)over - 1],
            ends.Count == 0 ? 0 : ends[(int)Math.Max(0, ends.Count - policy.Limit)], ends.Count == 0 ? 0 : ends[^1])
        {
            Policy = policy.Name,
        };
    }

    private void Expire(long now)
    {
        foreach (var over in uses.Values.Where(u => u.ExpiresAt <= now).ToList())
        {
            uses.Remove(over.Id);
        }
    }
}

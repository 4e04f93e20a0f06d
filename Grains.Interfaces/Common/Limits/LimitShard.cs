using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace OrleansBackends.Grains.Interfaces.Common;

/// <summary>
/// States of subjects in two generations, so that a flood stays bounded without a search for the oldest: when the young one is full it becomes
/// the old one, and what nobody asked for in the meantime is forgotten with the generation before. Its users lock it.
/// </summary>
internal sealed class LimitShard(LimitRule rule, int capacity)
{
    private Dictionary<UInt128, LimitState> young = [];
    private Dictionary<UInt128, LimitState> old = [];

    public LimitRule Rule { get; private set; } = rule;

    public int Count => young.Count + old.Count;

    /// <summary>Valid until the next call.</summary>
    public ref LimitState Find(LimitSubject subject)
    {
        ref var found = ref CollectionsMarshal.GetValueRefOrNullRef(young, subject.Value);
        if (!Unsafe.IsNullRef(ref found))
        {
            return ref found;
        }

        old.Remove(subject.Value, out var state);
        if (young.Count >= capacity / 2)
        {
            (old, young) = (young, []);
        }

        ref var added = ref CollectionsMarshal.GetValueRefOrAddDefault(young, subject.Value, out _);
        added = state;
        return ref added;
    }

    public void Change(LimitRule next, long now)
    {
        foreach (var generation in (ReadOnlySpan<Dictionary<UInt128, LimitState>>)[young, old])
        {
            foreach (var subject in generation.Keys)
            {
                next.Adopt(ref CollectionsMarshal.GetValueRefOrNullRef(generation, subject), Rule, now);
            }
        }

        Rule = next;
    }
}

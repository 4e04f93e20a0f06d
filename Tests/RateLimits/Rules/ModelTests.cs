namespace OrleansBackends.Tests.RateLimits.Rules;

/// <summary>Each algorithm against <see cref="ExactModel"/>, on sequences of random times, costs, refunds and changes of policy.</summary>
public sealed class ModelTests
{
    private const int Sequences = 25_000;
    private const int Steps = 24;

    [Theory]
    [InlineData(LimitAlgorithm.TokenBucket)]
    [InlineData(LimitAlgorithm.FixedWindow)]
    [InlineData(LimitAlgorithm.SlidingLog)]
    [InlineData(LimitAlgorithm.SlidingWindow)]
    public void A_rule_decides_like_the_exact_model(LimitAlgorithm algorithm)
    {
        for (var seed = 0; seed < Sequences; seed++)
        {
            new Sequence(algorithm, seed).Run(Steps);
        }
    }

    private sealed class Sequence
    {
        private readonly Random random;
        private readonly int seed;
        private readonly List<(long At, long Cost)> taken = [];
        private LimitRule rule;
        private ExactModel model;
        private LimitState state;
        private long now;

        public Sequence(LimitAlgorithm algorithm, int seed)
        {
            (random, this.seed) = (new Random(seed), seed);
            now = random.NextInt64(4_000_000_000_000_000_000);
            rule = LimitRule.Of(Policy(algorithm));
            model = ExactModel.Of(rule.Policy);
        }

        public void Run(int steps)
        {
            for (var step = 0; step < steps; step++)
            {
                now += Pause();
                switch (random.Next(10))
                {
                    case 0:
                        Change();
                        break;
                    case 1:
                        Refund();
                        break;
                    default:
                        Take(random.NextInt64(0, rule.Policy.Capacity + 1), step);
                        break;
                }

                Assert.True(model.Remaining(now) == rule.Peek(ref state, now, 0).Remaining, $"seed {seed}, step {step}: {model.Remaining(now)} remain");
            }
        }

        private void Take(long cost, int step)
        {
            var expected = model.Allows(now, cost);
            var decision = rule.Take(ref state, now, cost);
            Assert.True(expected == decision.Allowed, $"seed {seed}, step {step}: {cost} of {rule.Policy} at {now} should be {expected}");
            if (!decision.Allowed)
            {
                Assert.False(model.Allows(now + decision.RetryAfter - 1, cost), $"seed {seed}, step {step}: not tight");
                Assert.True(model.Allows(now + decision.RetryAfter, cost), $"seed {seed}, step {step}: too early");
                return;
            }

            if (cost > 0)
            {
                model.Take(now, cost);
                taken.Add((now, cost));
            }

            CheckReset(decision, step);
        }

        private void CheckReset(LimitDecision decision, int step)
        {
            Assert.True(model.Remaining(now + decision.ResetAfter) == rule.Policy.Capacity, $"seed {seed}, step {step}: not full after the reset");
            Assert.True(decision.ResetAfter == 0 || model.Remaining(now + decision.MoreAfter) > decision.Remaining, $"seed {seed}, step {step}: no more");
            Assert.True(
                decision.ResetAfter == 0 || model.Remaining(now + decision.MoreAfter - 1) == decision.Remaining, $"seed {seed}, step {step}: more before");
        }

        private void Refund()
        {
            if (taken.Count > 0)
            {
                var place = random.Next(taken.Count);
                var (at, cost) = taken[place];
                taken.RemoveAt(place);
                rule.Refund(ref state, now, at, cost);
                model.Refund(now, at, cost);
            }
        }

        private void Change()
        {
            var next = LimitRule.Of(Policy(rule.Policy.Algorithm));
            next.Adopt(ref state, rule, now);
            model = model.Under(next.Policy, now);
            rule = next;
            taken.Clear();
        }

        private LimitPolicy Policy(LimitAlgorithm algorithm) => new()
        {
            Name = "any", Algorithm = algorithm, Limit = random.Next(1, 12), PeriodMs = random.Next(1_000, 3_000), Segments = random.Next(2, 7),
            Burst = algorithm == LimitAlgorithm.TokenBucket ? random.Next(1, 12) : null,
        };

        /// <summary>Often none or next to nothing, else up to two periods.</summary>
        private long Pause() => random.Next(4) switch
        {
            0 => 0,
            1 => random.NextInt64(1, 10),
            2 => random.NextInt64(rule.Policy.PeriodNs / 2),
            _ => random.NextInt64(2 * rule.Policy.PeriodNs),
        };
    }
}

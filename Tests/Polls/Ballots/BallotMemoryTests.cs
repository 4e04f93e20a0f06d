using System.Runtime.CompilerServices;
using OrleansBackends.Grains.Polls.Ballots;

namespace OrleansBackends.Tests.Polls.Ballots;

public sealed class BallotMemoryTests
{
    [Fact]
    public void A_held_ballot_takes_24_bytes() => Assert.Equal(24, Unsafe.SizeOf<HeldBallot>());
}

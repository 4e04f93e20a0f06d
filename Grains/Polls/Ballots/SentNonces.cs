namespace OrleansBackends.Grains.Polls.Ballots;

/// <summary>Whose nonce is whose; each belongs to one voter, and each voter keeps the first.</summary>
internal sealed class SentNonces
{
    private readonly Dictionary<UInt128, UInt128> byVoter = [];
    private readonly HashSet<UInt128> taken = [];

    public UInt128? Of(UInt128 voter) => byVoter.TryGetValue(voter, out var nonce) ? nonce : null;

    public bool IsTaken(UInt128 nonce) => taken.Contains(nonce);

    public void Keep(UInt128 voter, UInt128 nonce)
    {
        if (byVoter.TryAdd(voter, nonce))
        {
            taken.Add(nonce);
        }
    }
}

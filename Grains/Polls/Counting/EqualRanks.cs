namespace OrleansBackends.Grains.Polls.Counting;

/// <summary>What becomes of a paper that reaches a rank which several options that are still there share.</summary>
internal enum EqualRanks
{
    /// <summary>Such ballots are refused; a paper that has one after all ends there.</summary>
    Forbid,

    /// <summary>The paper ends there.</summary>
    Exhaust,

    /// <summary>The rank is passed over.</summary>
    Skip,
}

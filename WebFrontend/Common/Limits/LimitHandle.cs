namespace OrleansBackends.WebFrontend.Common;

/// <summary>A policy of the product under its name, for those who ask again and again: its terms may change between two requests.</summary>
public sealed class LimitHandle(LimitTerms terms)
{
    private volatile LimitTerms terms = terms;

    public LimitTerms Terms
    {
        get => terms;
        internal set => terms = value;
    }
}

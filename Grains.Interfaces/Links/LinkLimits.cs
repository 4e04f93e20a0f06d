namespace OrleansBackends.Grains.Interfaces.Links;

/// <summary>Bounds of what a link holds; together they keep its document under 64 KB.</summary>
public static class LinkLimits
{
    public const int Url = 2_048;
    public const int Title = 200;
    public const int Note = 500;
    public const int Tags = 20;
    public const int Tag = 40;
    public const int MaxVisits = 1_000_000;
    public const int MinPassword = 4;
    public const int MaxPassword = 128;
    public const int Reports = 100;
    public const int ReportComment = 500;
    public const int Bulk = 100;
    public const int Rules = 20;
    public const int Conditions = 5;
    public const int ConditionValue = 200;
    public const int ConditionName = 50;

    /// <summary>Characters of all rules of a link together.</summary>
    public const int RulesText = 8_192;

    /// <summary>A link nobody owns ends by itself.</summary>
    public static readonly TimeSpan AnonymousLife = TimeSpan.FromDays(30);
}

namespace OrleansBackends.Grains.Interfaces.Links.Rules;

/// <summary>Sends the visitors for whom all conditions hold to a target of their own; of several rules the first that holds.</summary>
[GenerateSerializer, Immutable, Alias("links.redirect-rule")]
public sealed record RedirectRule
{
    [Id(0)] public required string Url { get; init; }
    [Id(1)] public required IReadOnlyList<RuleCondition> When { get; init; }
}

[GenerateSerializer, Alias("links.condition-kind")]
public enum ConditionKind
{
    /// <summary><c>mobile</c>, <c>tablet</c>, <c>desktop</c> or <c>bot</c>.</summary>
    Device,
    Os,
    Browser,

    /// <summary>Any language the visitor accepts that is the value or a regional form of it.</summary>
    Language,

    /// <summary>Before an instant.</summary>
    Before,

    /// <summary>At an instant or later.</summary>
    After,

    /// <summary>A query parameter of the short URL, called <see cref="RuleCondition.Name"/>, has the value.</summary>
    Query,
}

[GenerateSerializer, Immutable, Alias("links.rule-condition")]
public sealed record RuleCondition
{
    [Id(0)] public required ConditionKind Kind { get; init; }
    [Id(1)] public required string Value { get; init; }

    /// <summary>Only for <see cref="ConditionKind.Query"/>.</summary>
    [Id(2)] public string? Name { get; init; }
}

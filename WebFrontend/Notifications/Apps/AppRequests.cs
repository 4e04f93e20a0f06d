using System.ComponentModel.DataAnnotations;
using OrleansBackends.Grains.Interfaces.Notifications.Apps;

namespace OrleansBackends.WebFrontend.Notifications.Apps;

public sealed record CreateAppRequest
{
    [StringLength(100, MinimumLength = 1)]
    public required string Name { get; init; }
}

/// <summary>What is absent stays.</summary>
public sealed record ChangeAppRequest
{
    public Optional<string> Name { get; init; }

    public Optional<IReadOnlyList<AppCategory>> Categories { get; init; }

    public Optional<AppCaps> Caps { get; init; }

    internal AppChange ToChange() => new(Name, Categories, Caps);
}

public sealed record WebpushRequest
{
    /// <summary>Whom a push service may write to: <c>mailto:</c> or <c>https:</c>.</summary>
    [StringLength(200)]
    public required string Subject { get; init; }
}

public sealed record TestProviderRequest
{
    /// <summary>A mail address, a phone number, or for pushes a subscriber.</summary>
    [StringLength(254, MinimumLength = 1)]
    public required string To { get; init; }
}

public sealed record CreateEndpointRequest
{
    public required string Url { get; init; }

    /// <summary>Workflow keys, or beginnings of them that end in <c>*</c>.</summary>
    public required IReadOnlyList<string> Events { get; init; }

    public string? Description { get; init; }
}

public sealed record ChangeEndpointRequest
{
    public Optional<string> Url { get; init; }

    public Optional<IReadOnlyList<string>> Events { get; init; }

    public Optional<string?> Description { get; init; }
}

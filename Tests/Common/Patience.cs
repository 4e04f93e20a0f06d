using Microsoft.Extensions.DependencyInjection;
using OrleansBackends.WebFrontend.Common;

namespace OrleansBackends.Tests.Common;

/// <summary>
/// What the product gives up after a moment, so that nobody waits in vain, it gives up later under test: a machine that is busy with other things
/// is no reason for another answer. What happens at the end of each patience has tests of its own, which do not wait for it.
/// </summary>
internal static class Patience
{
    public static readonly IReadOnlyDictionary<string, string?> Settings = new Dictionary<string, string?>
    {
        ["RateLimits:BudgetMs"] = "5000",
        ["RateLimits:SiloBudgetMs"] = "60000",
    };

    /// <summary>Also a hashing pool whose queue holds what all tests at once may ask of it.</summary>
    public static IServiceCollection AddPatience(this IServiceCollection services) =>
        services.AddSingleton(_ => new PasswordPool(TimeProvider.System, Math.Max(2, Environment.ProcessorCount), TestTime.Deadline));
}

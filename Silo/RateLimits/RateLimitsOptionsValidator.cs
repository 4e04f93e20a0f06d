using Microsoft.Extensions.Options;
using OrleansBackends.Grains.RateLimits.Apps;

namespace OrleansBackends.Silo.RateLimits;

internal sealed class RateLimitsOptionsValidator : IValidateOptions<RateLimitsOptions>
{
    public ValidateOptionsResult Validate(string? name, RateLimitsOptions options) =>
        options.Fault() is { } fault ? ValidateOptionsResult.Fail(fault) : ValidateOptionsResult.Success;
}

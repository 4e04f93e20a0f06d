using OrleansBackends.Grains.Interfaces.RateLimits;
using OrleansBackends.Grains.Interfaces.RateLimits.Apps;
using OrleansBackends.WebFrontend.RateLimits.Policies;

namespace OrleansBackends.WebFrontend.RateLimits.Apps;

/// <summary>Applications of their owners. What is changed through this process is known here at once.</summary>
internal sealed class AppDesk(IGrainFactory grains, PolicyBook book, ProductPolicies product, TimeProvider time)
{
    /// <summary>An id that is none leads to no grain.</summary>
    public ILimitAppGrain? Find(string app) =>
        app == RateLimitKey.Product || (Guid.TryParseExact(app, "D", out var id) && id.ToString("D") == app)
            ? grains.GetGrain<ILimitAppGrain>(RateLimitKey.App(app))
            : null;

    public Task<Result<NewLimitApp>> Create(UserId owner, string name, OperationId? operation)
    {
        var id = Ids.New(time, operation, "limit-app").ToString("D");
        return grains.GetGrain<ILimitAppGrain>(RateLimitKey.App(id)).Create(owner, name, operation);
    }

    public Task<Result<Page<LimitAppView>>> List(UserId owner, PageRequest page) => grains.GetGrain<ILimitQueries>(0).Apps(owner, page);

    public async Task<Result<T>> Ask<T>(string app, Func<ILimitAppGrain, Task<Result<T>>> ask) =>
        Find(app) is { } grain ? await ask(grain) : RateLimitErrors.AppNotFound;

    public async Task<Result<T>> Change<T>(string app, Func<ILimitAppGrain, Task<Result<T>>> change)
    {
        var changed = await Ask(app, change);
        if (changed.IsOk)
        {
            book.Drop(app);
            await (app == RateLimitKey.Product ? product.RenewAsync() : Task.CompletedTask);
        }

        return changed;
    }
}

using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

internal sealed partial class AccountGrain : IAccountExportGrain
{
    public async Task<Result<ExportView>> Begin(Guid bySession, CallOrigin origin)
    {
        var now = time.Now();
        var export = new ExportView(Ids.New(time), now + ExportRules.Life);
        var done = await Act(state => state.Exporting(export, bySession, origin, now));
        return done.Map(_ => export);
    }

    public Task<Result<ExportView>> Find(Guid export) =>
        Task.FromResult<Result<ExportView>>(Current.LiveExport(export, time.Now()) is { } live ? live : AccountErrors.ExportNotFound);
}

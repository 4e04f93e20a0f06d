using System.Security.Cryptography;
using OrleansBackends.Grains.Interfaces.Links;
using OrleansBackends.Grains.Interfaces.Links.Guard;
using OrleansBackends.Grains.Interfaces.Links.Lists;
using OrleansBackends.Grains.Interfaces.Links.Targets;

namespace OrleansBackends.Grains.Links.Guard;

[GrainType("linkguard")]
internal sealed class LinkGuardGrain : Grain, ILinkGuardGrain, IRemindable
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromHours(1);

    private readonly Document<LinkGuardState> document;
    private readonly LinkGuard guard;
    private readonly SecretBox secrets;
    private readonly TimeProvider time;
    private readonly ReminderSlot reminder;

    public LinkGuardGrain(
        [PersistentState(LinkGuardState.Name)] IPersistentState<LinkGuardState> storage, LinkGuard guard, SecretBox secrets, TimeProvider time)
    {
        document = new Document<LinkGuardState>(this, storage);
        reminder = new ReminderSlot(this, "sweep", time);
        this.guard = guard;
        this.secrets = secrets;
        this.time = time;
    }

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        guard.UseBans(document.Current.Hosts);
        return Task.CompletedTask;
    }

    public async Task<Result<Done>> Ban(string host)
    {
        if (HostName.Normalise(host) is not { } name || !name.Contains('.', StringComparison.Ordinal))
        {
            return LinkErrors.HostInvalid;
        }

        var decided = document.Current.Ban(name);
        return decided.IsOk ? await Change(decided.Value) : decided.Error;
    }

    public async Task<Result<Done>> Unban(string host) =>
        HostName.Normalise(host) is { } name ? await Change(document.Current.Unban(name)) : LinkErrors.HostInvalid;

    public Task<BannedHosts> Snapshot(int knownVersion)
    {
        var now = document.Current;
        return Task.FromResult(new BannedHosts(now.Version, knownVersion == now.Version ? null : [.. now.Hosts]));
    }

    public Task Sweep() => Begin(document.Current with { Sweep = SweepPlace.Start });

    public async Task<byte[]> GetVisitorKey()
    {
        if (document.Current.VisitorKey is null)
        {
            var key = RandomNumberGenerator.GetBytes(32);
            await document.Commit(document.Current with { VisitorKey = secrets.Seal(key, LinkKey.Guard, "visitorKey") });
            await reminder.Set(time.Now() + SweepEvery);
        }

        return secrets.Open(document.Current.VisitorKey!, LinkKey.Guard, "visitorKey");
    }

    /// <summary>One page of the running sweep, or the start of the hourly one; the reminder's period goes on with what a crash interrupted.</summary>
    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (document.Current.Sweep is null)
        {
            await document.Commit(document.Current with { Sweep = SweepPlace.Start });
        }

        await Step();
    }

    private async Task<Result<Done>> Change(LinkGuardState next)
    {
        if (next.Version != document.Current.Version)
        {
            await Begin(next);
            guard.UseBans(next.Hosts);
        }

        return Done.Ok;
    }

    private async Task Begin(LinkGuardState next)
    {
        await reminder.Set(time.Now());
        await document.Commit(next);
        StepSoon();
    }

    private void StepSoon() => this.RegisterGrainTimer(_ => Step(), TimeSpan.Zero, Timeout.InfiniteTimeSpan);

    private async Task Step()
    {
        if (document.Current.Sweep is not { } place)
        {
            return;
        }

        var rows = await GrainFactory.GetGrain<ILinkQueries>(0).Sweep(place.Host, place.Code);
        foreach (var row in rows)
        {
            await Mark(row);
        }

        if (rows.Count < ILinkQueries.SweepPage)
        {
            await document.Commit(document.Current with { Sweep = null });
            await reminder.Set(time.Now() + SweepEvery);
            return;
        }

        await document.Commit(document.Current with { Sweep = new SweepPlace(rows[^1].Host, rows[^1].Code) });
        StepSoon();
    }

    private async Task Mark(SweepRow row)
    {
        var listed = guard.IsListed(row.Host, row.Url) || row.OtherTargets.Any(guard.IsListed);
        var link = GrainFactory.GetGrain<ILinkGrain>(LinkKey.Link(row.Code));
        if (listed && row.SuspendedReason is null)
        {
            await link.Suspend(SuspensionReasons.Listed);
        }
        else if (!listed && row.SuspendedReason == SuspensionReasons.Listed)
        {
            await link.Lift(SuspensionReasons.Listed);
        }
    }
}

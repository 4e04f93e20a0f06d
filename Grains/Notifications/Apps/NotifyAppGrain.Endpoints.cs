using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Apps;
using OrleansBackends.Grains.Interfaces.Notifications.Triggers;
using OrleansBackends.Grains.Notifications.Channels;

namespace OrleansBackends.Grains.Notifications.Apps;

/// <summary>Where an application's webhooks go.</summary>
internal sealed partial class NotifyAppGrain
{
    private const string OwnerIsTold = "endpoint-disabled";
    private const int IdBytes = 9;

    public async Task<Result<EndpointSecret>> AddEndpoint(AppCaller caller, NewEndpoint endpoint, OperationId? operation)
    {
        if (Refuse(caller, ownerOnly: false) is { } refused)
        {
            return refused;
        }

        var id = "ep-" + Convert.ToHexStringLower(secrets.Draw(operation, "endpoint").AsSpan(0, IdBytes));
        if (Current.Endpoints.Find(e => e.Id == id) is { } made)
        {
            return new Result<EndpointSecret> { Value = new EndpointSecret(made.Show(), OpenSecret(made)), Replayed = true };
        }

        var secret = WebhookSecret.Create();
        var added = new AppEndpoint
        {
            Id = id, Url = endpoint.Url, Events = endpoint.Events, Description = endpoint.Description, CreatedAt = time.Now(),
            Secret = Seal(SecretFields.Endpoint(id), secret),
        };
        return await Commit(Current.WithEndpoint(added), _ => new EndpointSecret(added.Show(), secret));
    }

    public Task<Result<IReadOnlyList<EndpointView>>> Endpoints(AppCaller caller) => Task.FromResult(
        Refuse(caller, ownerOnly: false) is { } refused
            ? refused
            : new Result<IReadOnlyList<EndpointView>> { Value = [.. Current.Endpoints.Select(e => e.Show())] });

    public Task<Result<EndpointView>> ChangeEndpoint(AppCaller caller, string id, EndpointChange change) => Edit(caller, id, e => e.Changed(change), e => e.Show());

    public async Task<Result<Done>> RemoveEndpoint(AppCaller caller, string id) =>
        Refuse(caller, ownerOnly: false) is { } refused ? refused : await Commit(Current.WithoutEndpoint(id), _ => default(Done));

    public Task<Result<EndpointSecret>> RotateEndpoint(AppCaller caller, string id)
    {
        var secret = WebhookSecret.Create();
        return Edit(caller, id, e => e.Rotated(Seal(SecretFields.Endpoint(id), secret), time.Now()), e => new EndpointSecret(e.Show(), secret));
    }

    public Task<Result<EndpointView>> EnableEndpoint(AppCaller caller, string id) => Edit(caller, id, e => e.Enabled(), e => e.Show());

    public async Task DisableEndpoint(string id, string reason)
    {
        if (Current.Endpoints.Find(e => e is { DisabledReason: null } && e.Id == id) is not { } endpoint)
        {
            return;
        }

        var next = Current.Change(id, e => e.Disabled(reason)).Require();
        if (Current.Owner is { } owner)
        {
            var payload = DocumentJson.Write(new EndpointDisabled(Current.Title, endpoint.Url, reason));
            var trigger = new NewTrigger { Name = "notifications-endpoint-disabled", To = [new() { SubscriberId = owner.ToString() }], Payload = payload };
            next = next with { Outbox = next.Outbox.Add(OutboxItem.Of(Ids.New(time), OwnerIsTold, trigger, time.Now())) };
        }

        await Commit(next, app => app);
    }

    public Task DeliverOutbox()
    {
        outbox.Wake();
        return Task.CompletedTask;
    }

    public Task OutboxDelivered(IReadOnlyList<string> ids) => document.Commit(Current with { Outbox = Current.Outbox.Without(ids) });

    private async Task Send(OutboxItem item)
    {
        var started = await GrainFactory.GetGrain<ITriggerGrain>(NotifyKeys.Trigger(NotifyKeys.Product, item.Id)).Start(item.Read<NewTrigger>());
        started.Require();
    }

    private async Task<Result<T>> Edit<T>(AppCaller caller, string id, Func<AppEndpoint, AppEndpoint> change, Func<AppEndpoint, T> show) =>
        Refuse(caller, ownerOnly: false) is { } refused
            ? refused
            : await Commit(Current.Change(id, change), app => show(app.Endpoints.Find(e => e.Id == id)!));

    private string OpenSecret(AppEndpoint endpoint) => secrets.Open(App, SecretFields.Endpoint(endpoint.Id), endpoint.Secret);

    /// <summary>What the mail to the owner tells.</summary>
    private sealed record EndpointDisabled(string App, string Url, string Reason);
}

using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Workflows;
using OrleansBackends.Grains.Notifications.Apps;

namespace OrleansBackends.Grains.Notifications.Workflows;

/// <summary>A draft in the document, published versions in the journal: entry n is version n.</summary>
[GrainType("workflow")]
internal sealed class WorkflowGrain : Grain, IWorkflowGrain
{
    private const string VersionKind = "version";

    private readonly Document<WorkflowState> document;
    private readonly IJournal journal;
    private readonly WorkflowFiles files;
    private readonly NotifySettings settings;
    private readonly TimeProvider time;
    private readonly Dictionary<int, WorkflowVersion> versions = [];
    private IJournalStream? stream;

    public WorkflowGrain(
        [PersistentState(WorkflowState.Name)] IPersistentState<WorkflowState> storage, IJournal journal, WorkflowFiles files, NotifySettings settings,
        TimeProvider time)
    {
        document = new Document<WorkflowState>(this, storage);
        this.journal = journal;
        this.files = files;
        this.settings = settings;
        this.time = time;
    }

    private string App => NotifyKeys.AppOf(this.GetPrimaryKeyString());

    private string Key => NotifyKeys.IdOf(this.GetPrimaryKeyString());

    private WorkflowState State => document.Current;

    private bool IsThere => State is { Draft: not null, DeletedAt: null };

    private ProductWorkflow? File => App == NotifyKeys.Product ? files.Find(Key) : null;

    public static StreamName Stream(string app, string key) => new("notifications", "workflow", $"{app}:{key}");

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (File is { } file && !State.Edited && !State.Files.Contains(file.Hash))
        {
            await PublishFile(file);
        }
    }

    public async Task<Result<WorkflowView>> SaveDraft(WorkflowContent draft, int? version)
    {
        if (version != (IsThere ? State.Version : null))
        {
            return Errors.Stale;
        }

        if ((WorkflowRules.Refuse(draft) ?? await RefusePriority(draft)) is { } refused)
        {
            return refused;
        }

        await document.Commit(State with
        {
            Draft = draft, Version = State.Version + 1, UpdatedAt = time.Now(), DeletedAt = null, Edited = File is not null,
        });
        return Show(State);
    }

    public Task<Result<WorkflowView>> Show() => Task.FromResult<Result<WorkflowView>>(Missing is { } missing ? missing : Show(State));

    public async Task<Result<PublishedWorkflow>> Publish()
    {
        if (Missing is { } missing)
        {
            return missing;
        }

        if (State.Published is { } number && State.PublishedDraft == State.Version)
        {
            return new PublishedWorkflow(number);
        }

        return WorkflowTemplates.Refuse(State.Draft!) is { } refused ? refused : new PublishedWorkflow(await Publish(State));
    }

    public async Task<Result<WorkflowView>> Reset()
    {
        if (File is not { } file)
        {
            return NotifyErrors.WorkflowNotFound;
        }

        if (State.Edited)
        {
            await PublishFile(file);
        }

        return Show(State);
    }

    public async Task<Result<Done>> Delete()
    {
        if (Missing is { } missing)
        {
            return missing;
        }

        await document.Commit(State with { DeletedAt = time.Now(), Published = null, PublishedDraft = null });
        return Done.Ok;
    }

    public async Task<WorkflowVersion?> Current() => IsThere && State.Published is { } number ? await Get(number) : null;

    public async Task<WorkflowVersion?> Get(int version)
    {
        if (!versions.TryGetValue(version, out var known) && document.Exists && version > 0)
        {
            var read = await journal.Read(Stream(App, Key), version - 1, 1);
            if (read is [{ } entry] && entry.Seq == version)
            {
                versions[version] = known = entry.Read<WorkflowVersion>();
            }
        }

        return known;
    }

    /// <summary>A guessed name is not worth an activation's memory.</summary>
    private Error? Missing
    {
        get
        {
            if (!document.Exists)
            {
                this.DeactivateOnIdle();
            }

            return IsThere ? null : NotifyErrors.WorkflowNotFound;
        }
    }

    private async Task<Error?> RefusePriority(WorkflowContent draft) =>
        draft.Priority == Lane.Bulk && (await settings.App(App))?.Category(draft.Category) is { Critical: true }
            ? NotifyErrors.WorkflowInvalid("priority", "Messages of a critical category are otp or transactional.")
            : null;

    private async Task PublishFile(ProductWorkflow file)
    {
        var content = file.Content;
        if ((WorkflowRules.Refuse(content) ?? WorkflowTemplates.Refuse(content)) is { } fault)
        {
            throw new InvalidOperationException($"The product's workflow {Key} is wrong at {fault.Member}: {fault.Message}");
        }

        await Publish(State with
        {
            Draft = content, Version = State.Version + 1, UpdatedAt = time.Now(), Edited = false, DeletedAt = null,
            Files = [.. State.Files.Remove(file.Hash).Add(file.Hash).TakeLast(WorkflowState.FilesKept)],
        });
    }

    /// <summary>A crash after the append leaves a version that nobody names; the next one has the next number.</summary>
    private async Task<int> Publish(WorkflowState state)
    {
        stream ??= await journal.Open(this, Stream(App, Key));
        var version = new WorkflowVersion(Key, (int)stream.LastSeq + 1, time.Now(), state.Draft!);
        await stream.Append(NewEntry.Of(VersionKind, version));
        await document.Commit(state with { Published = version.Number, PublishedDraft = state.Version });
        return version.Number;
    }

    private WorkflowView Show(WorkflowState state) => new()
    {
        Key = Key, Version = state.Version, Draft = state.Draft!, Published = state.Published, Edited = state.Edited, UpdatedAt = state.UpdatedAt,
    };
}

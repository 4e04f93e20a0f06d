using System.Collections.Concurrent;
using System.Globalization;
using Orleans.Storage;

namespace OrleansBackends.Tests.Common;

internal sealed class MemoryDocuments : IGrainStorage
{
    private static readonly ConcurrentDictionary<(string, GrainId), (int Version, string? Json)> Rows = new();

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var found = Rows.TryGetValue((stateName, grainId), out var row);
        grainState.RecordExists = found;
        grainState.ETag = found ? row.Version.ToString(CultureInfo.InvariantCulture) : null;
        grainState.State = found ? DocumentJson.Read<T>(row.Json!) : Activator.CreateInstance<T>();
        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var stored = Rows.TryGetValue((stateName, grainId), out var row) ? row.Version.ToString(CultureInfo.InvariantCulture) : null;
        if (stored != grainState.ETag)
        {
            throw new InconsistentStateException($"{stateName} {grainId}", stored, grainState.ETag);
        }

        Rows[(stateName, grainId)] = (row.Version + 1, DocumentJson.Write(grainState.State));
        grainState.ETag = (row.Version + 1).ToString(CultureInfo.InvariantCulture);
        grainState.RecordExists = true;
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        Rows.TryRemove((stateName, grainId), out _);
        grainState.RecordExists = false;
        grainState.ETag = null;
        grainState.State = Activator.CreateInstance<T>();
        return Task.CompletedTask;
    }
}

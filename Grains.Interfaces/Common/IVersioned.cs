namespace OrleansBackends.Grains.Interfaces.Common;

/// <summary>A view of something that can be edited; the version becomes its strong <c>ETag</c> <c>"v&lt;version&gt;"</c>.</summary>
public interface IVersioned
{
    int Version { get; }
}

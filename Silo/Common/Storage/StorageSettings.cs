namespace OrleansBackends.Silo.Common.Storage;

/// <summary>When an acknowledged write on SQLite is safe.</summary>
internal enum Durability
{
    /// <summary>Survives a power loss.</summary>
    Full,

    /// <summary>Survives the end of the process; a power loss may take the last commits.</summary>
    Normal,
}

/// <summary>Section <c>Storage</c>, and the connection string of a cluster.</summary>
internal sealed class StorageSettings
{
    public const string Section = "Storage";

    /// <summary>Where embedded mode keeps its database and keys; relative to the content root.</summary>
    public string Folder { get; set; } = "data";

    public Durability Durability { get; set; } = Durability.Full;

    /// <summary>PostgreSQL, from <c>ConnectionStrings:Backends</c> or else <c>DATABASE_URL</c>.</summary>
    public string? ConnectionString { get; set; }
}

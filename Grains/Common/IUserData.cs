namespace OrleansBackends.Grains.Common;

/// <summary>Erases what one slice holds about a person, in bounded steps that may be repeated: personal fields go, what others need stays under "deleted user".</summary>
public interface IUserErasure
{
    string Slice { get; }

    /// <returns>True when nothing is left to erase; false to be called again.</returns>
    Task<bool> EraseStep(UserId user, CancellationToken cancellation);
}

/// <summary>Exports what one slice holds about a person, page by page.</summary>
public interface IUserExport
{
    string Slice { get; }

    /// <returns>JSON texts of things and, in <see cref="Page{T}.NextCursor"/>, where the next page begins.</returns>
    Task<Page<string>> Export(UserId user, string? cursor, CancellationToken cancellation);
}

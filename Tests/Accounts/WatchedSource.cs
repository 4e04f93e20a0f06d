using System.Data.Common;

namespace OrleansBackends.Tests.Accounts;

/// <summary>Connections of another source; before the n-th one is opened something may happen.</summary>
internal sealed class WatchedSource(DbDataSource inner, Func<int, Task> before) : DbDataSource
{
    private int opened;

    public override string ConnectionString => inner.ConnectionString;

    protected override DbConnection CreateDbConnection() => inner.CreateConnection();

    protected override async ValueTask<DbConnection> OpenDbConnectionAsync(CancellationToken cancellationToken = default)
    {
        await before(++opened);
        return await inner.OpenConnectionAsync(cancellationToken);
    }
}

using System.Data;
using Microsoft.Data.Sqlite;

namespace OrleansBackends.Silo.Common.Storage;

/// <summary>A connection that holds the gate from open to close.</summary>
internal sealed class GatedSqliteConnection(string connectionString, WriterGate gate, string pragmas) : SqliteConnection(connectionString)
{
    private int held;

    public override void Open()
    {
        RefuseSecondOpen();
        gate.Enter();
        OpenHeld();
    }

    public override async Task OpenAsync(CancellationToken cancellationToken)
    {
        RefuseSecondOpen();
        await gate.EnterAsync(cancellationToken);
        OpenHeld();
    }

    public override void Close()
    {
        try
        {
            base.Close();
        }
        finally
        {
            Leave();
        }
    }

    protected override void Dispose(bool disposing)
    {
        try
        {
            base.Dispose(disposing);
        }
        finally
        {
            Leave();
        }
    }

    private void RefuseSecondOpen()
    {
        // The gate would wait for this very connection.
        if (State != ConnectionState.Closed)
        {
            throw new InvalidOperationException("The connection is already open.");
        }
    }

    private void OpenHeld()
    {
        held = 1;
        try
        {
            base.Open();
            using var command = CreateCommand();
            command.CommandText = pragmas;
            command.ExecuteNonQuery();
        }
        catch
        {
            Close();
            throw;
        }
    }

    private void Leave()
    {
        if (Interlocked.Exchange(ref held, 0) == 1)
        {
            gate.Leave();
        }
    }
}

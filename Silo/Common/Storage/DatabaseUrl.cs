using Npgsql;

namespace OrleansBackends.Silo.Common.Storage;

/// <summary>The address of a PostgreSQL database as hosting platforms give it: <c>postgres://user:password@host:port/database?sslmode=require</c>.</summary>
internal static class DatabaseUrl
{
    /// <summary>The database of the cluster, however it is named; null when it is not.</summary>
    public static string? FindDatabase(this IConfiguration configuration) =>
        configuration.GetConnectionString("Backends") ?? (configuration["DATABASE_URL"] is { Length: > 0 } url ? ToConnectionString(url) : null);

    /// <exception cref="StartRefusedException">The text is no such address; the message never holds its password.</exception>
    public static string ToConnectionString(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("postgres" or "postgresql") || uri.AbsolutePath.Length < 2)
        {
            throw new StartRefusedException("DATABASE_URL must look like postgres://user:password@host:5432/database.");
        }

        var login = uri.UserInfo.Split(':', 2).Select(Uri.UnescapeDataString).ToArray();
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host,
            Port = uri.Port > 0 ? uri.Port : NpgsqlConnection.DefaultPort,
            Database = Uri.UnescapeDataString(uri.AbsolutePath[1..]),
            Username = login[0].Length > 0 ? login[0] : null,
            Password = login.ElementAtOrDefault(1),
        };
        foreach (var setting in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            Apply(builder, setting);
        }

        return builder.ConnectionString;
    }

    private static void Apply(NpgsqlConnectionStringBuilder builder, string setting)
    {
        var (name, value) = setting.Split('=', 2) is [var n, var v] ? (Uri.UnescapeDataString(n), Uri.UnescapeDataString(v)) : (setting, "");
        try
        {
            // libpq writes verify-full where Npgsql writes VerifyFull, and separates words by underscores.
            builder[name.Replace('_', ' ')] = name == "sslmode" ? value.Replace("-", "", StringComparison.Ordinal) : value;
        }
        catch (ArgumentException)
        {
            throw new StartRefusedException($"DATABASE_URL has a setting {name} that is unknown or has a wrong value.");
        }
    }
}

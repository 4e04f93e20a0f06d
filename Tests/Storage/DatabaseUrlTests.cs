using Npgsql;
using OrleansBackends.Silo.Common;
using OrleansBackends.Silo.Common.Storage;

namespace OrleansBackends.Tests.Storage;

public sealed class DatabaseUrlTests
{
    [Fact]
    public void Each_part_is_read_and_unescaped()
    {
        var read = new NpgsqlConnectionStringBuilder(
            DatabaseUrl.ToConnectionString("postgres://me:p%40ss%3Aw%2Ford@db.example:6543/my%20data?sslmode=verify-full&application_name=x%20y"));

        Assert.Equal(("db.example", 6543, "my data", "me", "p@ss:w/ord"), (read.Host, read.Port, read.Database, read.Username, read.Password));
        Assert.Equal((SslMode.VerifyFull, "x y"), (read.SslMode, read.ApplicationName));
    }

    [Fact]
    public void Port_and_login_may_be_left_out()
    {
        var read = new NpgsqlConnectionStringBuilder(DatabaseUrl.ToConnectionString("postgresql://localhost/backends"));

        Assert.Equal((5432, "backends", null, null), (read.Port, read.Database, read.Username, read.Password));
    }

    [Theory]
    [InlineData("")]
    [InlineData("localhost/backends")]
    [InlineData("mysql://me:secret@localhost/backends")]
    [InlineData("postgres://me:secret@localhost")]
    [InlineData("postgres://me:secret@localhost/backends?colour=blue")]
    [InlineData("postgres://me:secret@localhost/backends?sslmode=maybe")]
    public void Anything_else_is_refused_without_telling_the_password(string url)
    {
        var refused = Assert.Throws<StartRefusedException>(() => DatabaseUrl.ToConnectionString(url));

        Assert.Contains("DATABASE_URL", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);
    }
}

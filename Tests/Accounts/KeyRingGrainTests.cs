using System.Security.Cryptography;
using OrleansBackends.Grains.Interfaces.Accounts;
using static OrleansBackends.Tests.Accounts.AccountTestData;

namespace OrleansBackends.Tests.Accounts;

[Collection<ClusterCollection>]
public class KeyRingGrainTests(ClusterFixture cluster)
{
    private readonly IKeyRingGrain ring = cluster.Grains.GetGrain<IKeyRingGrain>($"keyring:{Guid.NewGuid():D}");

    [Fact]
    public async Task Parallel_first_calls_meet_one_key()
    {
        var keys = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ring.Signing()));
        Assert.Single(keys.SelectMany(k => k).Select(k => k.Kid).Distinct());
    }

    [Fact]
    public async Task The_private_half_fits_the_published_one_and_survives_deactivation()
    {
        var key = Assert.Single(await ring.Signing());
        await cluster.DeactivateAsync(ring);
        var shown = Assert.Single(await ring.Jwks());
        using var ecdsa = ECDsa.Create();
        ecdsa.ImportPkcs8PrivateKey(key.PrivateKey, out _);
        var point = ecdsa.ExportParameters(false).Q;
        Assert.Equal((key.Kid, shown.X, shown.Y), (shown.Kid, Text(point.X), Text(point.Y)));
    }

    [Fact]
    public async Task A_rotation_signs_with_the_new_key_and_still_publishes_the_old_one()
    {
        var old = Assert.Single(await ring.Signing());
        var kid = (await ring.Rotate(new UserId(Guid.NewGuid()), Origin)).Require();
        Assert.Equal(kid, Assert.Single(await ring.Signing()).Kid);
        Assert.Equal([old.Kid, kid], (await ring.Jwks()).Select(k => k.Kid));
        cluster.Time.Advance(TimeSpan.FromHours(24));
        Assert.Equal([kid], (await ring.Jwks()).Select(k => k.Kid));
    }

    [Fact]
    public async Task A_sixth_rotation_within_a_day_is_refused()
    {
        await ring.Signing();
        for (var i = 0; i < 5; i++)
        {
            (await ring.Rotate(new UserId(Guid.NewGuid()), Origin)).Require();
        }

        Assert.Equal("rotated-too-often", (await ring.Rotate(new UserId(Guid.NewGuid()), Origin)).Error!.Code);
    }

    [Fact]
    public async Task The_daily_reminder_publishes_the_next_key_a_day_before_it_is_used()
    {
        var first = Assert.Single(await ring.Signing());
        await cluster.FireReminder(ring, first.ActiveFrom.AddDays(60), period: TimeSpan.FromDays(1));
        var fired = cluster.Time.Now;
        cluster.Time.Advance(TimeSpan.FromHours(1)); // Asking renews too, but would make a key that is used an hour later.
        var next = Assert.Single(await ring.Signing(), k => k.Kid != first.Kid);
        Assert.InRange(next.ActiveFrom, first.ActiveFrom.AddDays(60), fired.AddDays(1));
    }

    private static string Text(byte[]? bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
}

using Microsoft.Extensions.DependencyInjection;
using Orleans.Metadata;
using OrleansBackends.Grains.Interfaces.Links.Guard;

namespace OrleansBackends.Tests.Web;

public sealed class KnownInterfaceTypesTests(AppFixture app)
{
    [Fact]
    public void Asking_for_a_grain_reads_no_attributes_again()
    {
        var resolver = app.Services.GetRequiredService<GrainInterfaceTypeResolver>();
        var read = new AttributeGrainInterfaceTypeProvider(app.Services).TryGetGrainInterfaceType(typeof(ILinkGuardGrain), out var type);
        Assert.True(read);
        Assert.Equal(type, resolver.GetGrainInterfaceType(typeof(ILinkGuardGrain)));

        var before = GC.GetAllocatedBytesForCurrentThread();
        _ = resolver.GetGrainInterfaceType(typeof(ILinkGuardGrain));
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void An_interface_without_a_name_of_its_own_is_left_to_others()
    {
        var known = app.Services.GetServices<IGrainInterfaceTypeProvider>().First();
        Assert.False(known.TryGetGrainInterfaceType(typeof(IDisposable), out _));
    }
}

using OrleansBackends.Silo.Common;
using OrleansBackends.Silo.Common.Storage;

return await SiloStart.RunAsync(() =>
{
    var builder = WebApplication.CreateBuilder(args);
    if (builder.Configuration.GetValue("Cluster:Mode", ClusterMode.Embedded) == ClusterMode.Embedded)
    {
        builder.AddSilo(embedded: true);
    }
    else
    {
        builder.AddClusterClient(builder.Configuration.FindDatabase());
    }

    builder.AddWebCommon();

    var app = builder.Build();
    app.UseWebCommon();
    app.MapWebCommon();
    return app;
});

using OrleansBackends.Silo.Common;

return await SiloStart.RunAsync(() => Host.CreateApplicationBuilder(args).AddSilo(embedded: false).Build());

using OrleansBackends.Bench;
using OrleansBackends.Bench.Cases;
using OrleansBackends.Bench.Load;
using OrleansBackends.Bench.Processes;
using OrleansBackends.Bench.Report;

switch (args)
{
    case ["serve", "bare"]:
        await BareServer.Run(args);
        return 0;
    case ["serve", "bare-hub"]:
        await BareHub.Run(args);
        return 0;
    case ["serve", "naive-chat"]:
        await NaiveChat.Run(args);
        return 0;
    case ["serve", "naive-polls"]:
        await NaivePolls.Run(args);
        return 0;
    case ["serve", "silo"]:
        return await BenchSilo.Run(args);
}

var options = BenchOptions.Parse(args);
var chosen = options.Choose(Catalogue.All);
var pairs = new InterleavedPairs(options);
var rows = new List<Row>();
foreach (var measurement in chosen)
{
    Console.Error.WriteLine(measurement.Name);
    await foreach (var row in measurement.Run(pairs))
    {
        rows.Add(row);
    }
}

Console.WriteLine(Table.Print(rows));
return 0;

using System.Text.Json;
using Ect.Bench.ClassAds;

// ect perf classads [--json]
if (args is not ["classads", .. [] or ["--json"]])
{
    await Console.Error.WriteLineAsync("Usage: ./ect perf classads [--json]");
    return 2;
}

var report = Study.Run(text => Console.Error.WriteLine(text));
if (args is [_, "--json"])
{
    Console.WriteLine(JsonSerializer.Serialize(report, new JsonSerializerOptions(JsonSerializerDefaults.Web) { WriteIndented = true }));
}
else
{
    ReportPrinter.Print(report, Console.Out);
}

return report.Holds ? 0 : 1;

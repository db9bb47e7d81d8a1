using System.CommandLine;
using Ect.Bench;
using Ect.Bench.Hosting;

if (args is [SchedulerRole.Verb, var settings])
{
    return await SchedulerRole.RunAsync(settings);
}

try
{
    var root = new RootCommand("Load benchmarks of the scheduler") { GridCommand.Create(), DispatchCommand.Create(), RecoveryCommand.Create() };
    return await root.Parse(args).InvokeAsync(new() { EnableDefaultExceptionHandler = false });
}
catch (Exception exception) when (exception is InvalidOperationException or TimeoutException)
{
    await Console.Error.WriteLineAsync($"ect: {exception.Message}");
    return 1;
}

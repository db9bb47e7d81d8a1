using System.Globalization;
using System.Text.Json;
using Ect.Scheduler;

namespace Ect.Bench.Hosting;

/// <summary>This program in the scheduler's role: nothing but a scheduler, which says how much memory it has when asked.</summary>
internal static class SchedulerRole
{
    public const string Verb = "scheduler-host";
    public const string Ready = "ready ";
    public const string Memory = "memory ";

    public static async Task<int> RunAsync(string settingsFile)
    {
        var settings = JsonSerializer.Deserialize<SchedulerSettings>(await File.ReadAllTextAsync(settingsFile))!;
        await using var scheduler = await RunningScheduler.StartAsync(settings.ToOptions());
        Console.WriteLine($"{Ready}{scheduler.ListenUrl} {scheduler.StatusUrl}");
        while (await Console.In.ReadLineAsync() is { } command && command != "stop")
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Memory}{GC.GetTotalMemory(command == "collect")}"));
        }

        return 0;
    }
}

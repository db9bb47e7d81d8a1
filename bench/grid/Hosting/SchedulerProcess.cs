using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Ect.Bench.Reports;

namespace Ect.Bench.Hosting;

/// <summary>A scheduler in a process of its own, so that what it uses is known.</summary>
internal sealed class SchedulerProcess : IAsyncDisposable
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(60) };

    private SchedulerProcess(ChildProcess child, Uri listenUrl, Uri statusUrl)
    {
        Child = child;
        ListenUrl = listenUrl;
        StatusUrl = statusUrl;
        child.LineRead = Looks.Read;
    }

    public ChildProcess Child { get; }

    /// <summary>Where its slow looks spend their time.</summary>
    public LookProfile Looks { get; } = new();

    public Uri ListenUrl { get; }

    public Uri StatusUrl { get; }

    /// <summary>What docs/operations.md tells the operator of a large pool to set.</summary>
    private static IReadOnlyDictionary<string, string> LargePool { get; } = new Dictionary<string, string>
    {
        ["DOTNET_GCgen0size"] = "0x8000000",
        ["DOTNET_GCRetainVM"] = "1",
        ["DOTNET_gcConcurrent"] = "0",
        ["DOTNET_ThreadPool_UnfairSemaphoreSpinLimit"] = "0",
    };

    public static async Task<SchedulerProcess> StartAsync(SchedulerSettings settings, CancellationToken ct)
    {
        Directory.CreateDirectory(settings.DataFolder);
        var file = Path.Combine(settings.DataFolder, "settings.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(settings), ct);
        var child = ChildProcess.Start("scheduler", Environment.ProcessPath!, [SchedulerRole.Verb, file], LargePool);
        var line = await child.LineAsync(line => line.StartsWith(SchedulerRole.Ready, StringComparison.Ordinal), TimeSpan.FromMinutes(5), ct);
        var urls = line[SchedulerRole.Ready.Length..].Split(' ');
        return new(child, new(urls[0]), new(urls[1]));
    }

    /// <summary>Bytes of managed objects.</summary>
    /// <param name="collect">Whether garbage is collected before.</param>
    /// <param name="ct">Ends the waiting.</param>
    public async Task<long> HeapAsync(bool collect, CancellationToken ct)
    {
        Child.Forget();
        var answer = Child.LineAsync(line => line.StartsWith(SchedulerRole.Memory, StringComparison.Ordinal), TimeSpan.FromMinutes(1), ct);
        Child.Write(collect ? "collect" : "memory");
        return long.Parse((await answer)[SchedulerRole.Memory.Length..], CultureInfo.InvariantCulture);
    }

    public ProcessUsage Usage => ProcessUsage.Of(Child.Id);

    /// <summary>The answer of GET /status.</summary>
    public Task<JsonElement> StatusAsync(CancellationToken ct) => Http.GetFromJsonAsync<JsonElement>(new Uri(StatusUrl, "/status"), ct);

    public ValueTask DisposeAsync() => Child.DisposeAsync();
}

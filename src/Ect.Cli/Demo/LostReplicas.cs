using System.Net.Http.Json;
using Ect.Ethereum;
using Ect.Scheduler.Status;

namespace Ect.Cli.Demo;

/// <summary>Asks the scheduler who was given a task and never contributed: the chain knows nothing of them.</summary>
internal static class LostReplicas
{
    public static async Task<IReadOnlyList<(Bytes32 Task, Address Worker)>> ReadAsync(Uri status, IEnumerable<Bytes32> tasks, CancellationToken cancellation)
    {
        using var http = new HttpClient { BaseAddress = status };
        var lost = new List<(Bytes32, Address)>();
        foreach (var task in tasks)
        {
            var report = await http.GetFromJsonAsync($"status/tasks/{task}", StatusJson.Default.TaskReport, cancellation);
            lost.AddRange(report!.Replicas.Where(replica => replica.State is "Lost" or "Failed").Select(replica => (task, replica.Worker)));
        }

        return lost;
    }
}

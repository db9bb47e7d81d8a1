namespace Ect.Cli.Up;

/// <summary>The processes of one local network: started in order, stopped in the opposite one.</summary>
internal sealed class Supervisor(string logFolder, LogView view, TimeProvider time) : IAsyncDisposable
{
    private readonly List<RoleProcess> processes = [];

    public IReadOnlyList<RoleProcess> Processes => processes;

    /// <summary>Starts a role and waits until it is ready.</summary>
    public async Task<RoleProcess> StartAsync(Role role, CancellationToken cancellationToken)
    {
        var process = new RoleProcess(role, logFolder, view, time);
        lock (processes)
        {
            processes.Add(process);
        }

        await process.StartAsync(cancellationToken);
        return process;
    }

    /// <summary>Starts roles that do not need each other, all at once.</summary>
    public async Task StartAllAsync(IEnumerable<Role> roles, CancellationToken cancellationToken) =>
        await Task.WhenAll(roles.Select(role => StartAsync(role, cancellationToken)).ToArray());

    /// <summary>The process of this name; of several, one after the other, the last.</summary>
    public RoleProcess this[string name] =>
        processes.LastOrDefault(process => process.Role.Name == name)
        ?? throw new KeyNotFoundException($"No process is named '{name}'; there are {string.Join(", ", processes.Select(process => process.Role.Name))}.");

    public async ValueTask DisposeAsync()
    {
        // Workers and schedulers first, the chain last, so that nothing is cut off in mid-sentence.
        foreach (var group in processes.AsEnumerable().Reverse().GroupBy(process => process.Role.Name.Split('-')[0]).ToArray())
        {
            await Task.WhenAll(group.Select(process => process.DisposeAsync().AsTask()));
        }

        processes.Clear();
    }
}

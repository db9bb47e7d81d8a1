using Ect.Cli.Waiting;
using Ect.Ethereum;

namespace Ect.Cli.Roles;

/// <summary>What `ect pool match` says: how they fit, and the best machines.</summary>
internal sealed record PoolMatchView : FitView
{
    public PoolMatchView(FitView fit, IReadOnlyList<Machine> best)
        : base(fit) => Best = best;

    /// <summary>The matching ones, best rank first.</summary>
    public IReadOnlyList<Machine> Best { get; }

    /// <summary>A matching worker and the task's rank of it.</summary>
    internal sealed record Machine(Address Worker, double Rank);
}

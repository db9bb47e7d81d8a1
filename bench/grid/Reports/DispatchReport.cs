using Ect.Bench.Checks;
using Ect.Bench.Load;

namespace Ect.Bench.Reports;

/// <summary>How soon an idle worker has the task of a matched order.</summary>
/// <param name="Machine">What it ran on.</param>
/// <param name="Orders">Orders, one after another, each for one task.</param>
/// <param name="Workers">Idle workers.</param>
/// <param name="IsPrivate">Whether the scheduler picks the workers.</param>
/// <param name="Poll">Seconds between two looks of the scheduler at the chain.</param>
/// <param name="FromMatch">From the block that has the match to the assignment at the worker.</param>
/// <param name="FromDraw">From the block that decides who is drawn, the next one; the same where nothing is drawn.</param>
/// <param name="Verdict">Whether the figures may be believed.</param>
internal sealed record DispatchReport(
    Machine Machine, int Orders, int Workers, bool IsPrivate, double Poll, LatencyReport FromMatch, LatencyReport FromDraw, Verdict Verdict);

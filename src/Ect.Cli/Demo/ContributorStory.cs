using Ect.Cli.Frame;
using Ect.Ethereum;

namespace Ect.Cli.Demo;

/// <summary>One worker's part in one task, as it ended.</summary>
/// <param name="Worker">The wallet's name.</param>
/// <param name="Address">The wallet's address.</param>
/// <param name="Outcome">right, wrong, silent, late (gave up or died before it contributed) or released.</param>
/// <param name="Reward">Earned.</param>
/// <param name="Penalty">Lost.</param>
internal sealed record ContributorStory(string Worker, Address Address, string Outcome, Amount Reward, Amount Penalty);

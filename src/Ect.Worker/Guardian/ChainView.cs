using Ect.Contracts;
using Ect.Worker.Receipts;

namespace Ect.Worker.Guardian;

/// <summary>What the chain showed of one contribution.</summary>
/// <param name="Task">The task.</param>
/// <param name="Own">This worker's part in it; zeros if it has none.</param>
/// <param name="BlockTime">Time of the latest block, Unix seconds.</param>
/// <param name="Now">The later of the latest block's time and this machine's clock: a quiet chain's last block is old.</param>
/// <param name="Epoch">What only contributions that were assigned on the epoch path need.</param>
/// <param name="Receipt">What only contributions that a settlement left out need.</param>
internal sealed record ChainView(ChainTask Task, Contribution Own, ulong BlockTime, ulong Now, EpochPathView? Epoch = null, ReceiptView? Receipt = null);

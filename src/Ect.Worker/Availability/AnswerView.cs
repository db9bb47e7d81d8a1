using System.Numerics;

namespace Ect.Worker.Availability;

/// <summary>How an open challenge of a block stands that this worker has.</summary>
/// <param name="BlockTime">Time of the latest block, Unix seconds: the clock by which the hub judges.</param>
/// <param name="Now">The later of the latest block's time and this machine's clock: a quiet chain's last block is old.</param>
/// <param name="Deadline">Last second in which the block may be published.</param>
/// <param name="Turn">This worker's place among those who agreed on the result; after them all, if it did not.</param>
/// <param name="MayUpload">False for some time after an upload, whether it succeeded or failed.</param>
/// <param name="Size">Bytes of the block.</param>
/// <param name="Gas">What the worker's coin pays for at today's price, in units of gas.</param>
internal sealed record AnswerView(ulong BlockTime, ulong Now, ulong Deadline, int Turn, bool MayUpload, int Size, BigInteger Gas);

using Ect.Ethereum;
using Ect.Sdk.Deals;

namespace Ect.Sdk.Qos;

/// <summary>Which task brought a result first.</summary>
/// <param name="Deal">Its deal: the bag's own, or help.</param>
/// <param name="Index">Its index there.</param>
/// <param name="Task">Its id.</param>
/// <param name="IsHelp">Whether it is a repetition.</param>
public sealed record BagResult(DealInfo Deal, uint Index, Bytes32 Task, bool IsHelp);

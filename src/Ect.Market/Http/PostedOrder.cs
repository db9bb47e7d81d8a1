namespace Ect.Market.Http;

/// <summary>Answer to a posted order.</summary>
/// <param name="Hash">Its EIP-712 digest.</param>
/// <param name="IsNew">False if the board had it already.</param>
internal sealed record PostedOrder(string Hash, bool IsNew);

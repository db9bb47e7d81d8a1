using System.Text.Json.Serialization;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Signing;

namespace Ect.Protocol.Orders;

/// <summary>An order as a file or message, signed or still to be signed. It names its chain and hub, without which its signature means nothing.</summary>
/// <param name="Kind">Which of the four orders.</param>
/// <param name="ChainId">EIP-155 id of the chain.</param>
/// <param name="Hub">The hub it is for.</param>
/// <param name="Order">The order.</param>
/// <param name="Signature">65 bytes, ERC-1271 data, or empty for a pre-signed order, 0x-hex; null while unsigned.</param>
public sealed record OrderDocument<TOrder>(OrderKind Kind, ulong ChainId, Address Hub, TOrder Order, string? Signature = null)
{
    /// <summary>The domain that the order's digest is for.</summary>
    [JsonIgnore]
    public EctDomain Domain => new(ChainId, Hub);

    /// <summary>The signature's bytes.</summary>
    /// <exception cref="FormatException">The order is not signed yet.</exception>
    public byte[] SignatureBytes() => Signature is null
        ? throw new FormatException($"The {Kind} order is not signed: sign it first, or give 0x as signature if it was pre-signed on chain.")
        : Hex.Decode(Signature);

    /// <summary>Checks that the document is for this hub.</summary>
    /// <exception cref="FormatException">Another chain or hub; the message names both.</exception>
    public void RequireDomain(EctDomain domain)
    {
        if (Domain != domain)
        {
            throw new FormatException($"The {Kind} order is for hub {Hub} on chain {ChainId}, this network is hub {domain.Hub} on chain {domain.ChainId}: orders are worth nothing elsewhere.");
        }
    }
}

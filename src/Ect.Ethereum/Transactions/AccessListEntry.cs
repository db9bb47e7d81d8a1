namespace Ect.Ethereum.Transactions;

/// <summary>An address and storage slots that a transaction announces (EIP-2930).</summary>
/// <param name="Address">The account.</param>
/// <param name="StorageKeys">Its slots.</param>
public sealed record AccessListEntry(Address Address, IReadOnlyList<Bytes32> StorageKeys)
{
    internal RlpList ToRlp() => new([new RlpString(Address.ToBytes()), new RlpList([.. StorageKeys.Select(key => new RlpString(key.ToBytes()))])]);

    internal static AccessListEntry FromRlp(RlpItem item) => item.AsList() is [var address, var keys]
        ? new(Fields.Address(address), [.. keys.AsList().Select(Fields.Bytes32)])
        : throw new FormatException("An access list's entry is not an address and its storage keys.");
}
